package dev.weft.agent.inline;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The parameters of one piece of advice in one method. */
final class BoundParameters implements AdviceCode.Parameters {
  private final AdviceMethod advice;
  private final TargetMethod target;
  private final Variables variables;
  private final boolean onExit;

  /**
   * Binds them, and makes the variables that they need.
   *
   * @param onExit whether the method's own variables may have been used for other things meanwhile
   * @throws IllegalStateException when one stands for what the method does not have
   */
  BoundParameters(AdviceMethod advice, TargetMethod target, Variables variables, boolean onExit) {
    this.advice = advice;
    this.target = target;
    this.variables = variables;
    this.onExit = onExit;
    Type[] types = advice.parameterTypes();
    for (int i = 0; i < types.length; i++) {
      prepare(advice.bindings().get(i), types[i]);
    }
  }

  private void prepare(Binding binding, Type type) {
    if (binding instanceof Binding.Local local) {
      require(variables.of(local.name(), type).type().equals(type), binding);
    } else if (binding instanceof Binding.Argument argument) {
      require(argument.index() < Type.getArgumentTypes(target.descriptor()).length, binding);
      if (onExit) {
        Variables.Variable unused =
            variables.of(copy(argument.index()), target.argumentType(argument.index()));
      }
    } else if (binding instanceof Binding.This || binding instanceof Binding.FieldValue) {
      require(!target.isStatic() && (onExit || !target.isConstructor()), binding);
      if (binding instanceof Binding.FieldValue field) {
        require(target.shape().field(field.name()) != null, binding);
      }
    } else {
      // What the method returns or throws, or advice on entry returned, is kept already, if at all.
      require(variables.knows(WovenMethod.key(binding)), binding);
    }
  }

  private void require(boolean holds, Binding binding) {
    if (!holds) {
      throw new IllegalStateException(
          target.owner() + "." + target.name() + target.descriptor() + ": no " + binding);
    }
  }

  /** The key of the variable that keeps an argument for advice on exit. */
  static Object copy(int argument) {
    return new Binding.Argument(argument, false);
  }

  @Override
  public void load(MethodVisitor code, int slot, int opcode) {
    int parameter = parameter(slot);
    Binding binding = advice.bindings().get(parameter);
    if (binding instanceof Binding.This) {
      code.visitVarInsn(opcode, 0);
    } else if (binding instanceof Binding.FieldValue field) {
      load(code, field);
    } else {
      code.visitVarInsn(opcode, slot(binding, advice.parameterTypes()[parameter]));
    }
  }

  private void load(MethodVisitor code, Binding.FieldValue field) {
    String descriptor = String.valueOf(target.shape().field(field.name()));
    if (descriptor.startsWith(".")) {
      code.visitFieldInsn(Opcodes.GETSTATIC, target.owner(), field.name(), descriptor.substring(1));
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, target.owner(), field.name(), descriptor);
    }
  }

  @Override
  public void store(MethodVisitor code, int slot, int opcode) {
    int parameter = parameter(slot);
    Binding binding = advice.bindings().get(parameter);
    Type type = advice.parameterTypes()[parameter];
    if (binding instanceof Binding.Argument argument && argument.isWritable() && !onExit) {
      AdviceCode.cast(code, type, target.argumentType(argument.index()));
    } else if (binding instanceof Binding.Returned returned && returned.isWritable()) {
      AdviceCode.cast(code, type, target.returnType());
    } else if (!(binding instanceof Binding.Local)) {
      throw new IllegalStateException(advice.name() + ": assigns to " + binding);
    }
    code.visitVarInsn(opcode, slot(binding, type));
  }

  private int slot(Binding binding, Type type) {
    if (binding instanceof Binding.Argument argument) {
      return onExit
          ? variables.of(copy(argument.index()), target.argumentType(argument.index())).slot()
          : target.argumentSlot(argument.index());
    }
    if (binding instanceof Binding.Local local) {
      return variables.of(local.name(), type).slot();
    }
    Type kept = binding instanceof Binding.Returned ? target.returnType() : type;
    return variables.of(WovenMethod.key(binding), kept).slot();
  }

  private int parameter(int slot) {
    Type[] types = advice.parameterTypes();
    int parameter = 0;
    for (int at = types[0].getSize(); at <= slot; at += types[parameter].getSize()) {
      parameter++;
    }
    return parameter;
  }
}
