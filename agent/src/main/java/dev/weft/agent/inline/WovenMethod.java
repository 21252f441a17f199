package dev.weft.agent.inline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * A method with advice in it:
 *
 * <pre>
 *   variables = nothing
 *   enter advice               // may go to skip
 *   try {
 *     the method itself        // what it returns is kept, and it goes to exit
 *   } catch (Throwable thrown) // if the exit advice is for that too
 * skip: exit:
 *   exit advice
 *   throw or return
 * </pre>
 *
 * No frame is computed: the method's own frames get the added variables, and the few that are new
 * say nothing of the method's own variables but the object itself.
 */
final class WovenMethod extends AnalyzerAdapter {
  private static final String THROWABLE = "java/lang/Throwable";
  private static final Object[] NOTHING = {};

  private final MethodVisitor code;
  private final TargetMethod target;
  private final AdviceClass advice;
  private final Variables variables;
  private final Label begin = new Label();
  private final Label exit = new Label();
  private final Variables.@Nullable Variable entered;
  private final Variables.@Nullable Variable returned;
  private final Variables.@Nullable Variable thrown;
  private @Nullable BoundParameters exitParameters;

  /** {@code code} is where the whole method is written. */
  WovenMethod(MethodVisitor code, TargetMethod target, AdviceClass advice) {
    this(code, target, advice, new Variables(target.maxLocals()));
  }

  private WovenMethod(
      MethodVisitor code, TargetMethod target, AdviceClass advice, Variables variables) {
    super(
        Opcodes.ASM9,
        target.owner(),
        target.access(),
        target.name(),
        target.descriptor(),
        new FrameExtender(code, variables));
    this.code = code;
    this.target = target;
    this.advice = advice;
    this.variables = variables;
    AdviceMethod before = advice.enter();
    AdviceMethod after = advice.exit();
    Type result = before == null ? Type.VOID_TYPE : before.returnType();
    this.entered = variable(new Binding.Entered(), result);
    this.returned =
        variable(new Binding.Returned(false), after == null ? Type.VOID_TYPE : target.returnType());
    this.thrown =
        after != null && after.isOnThrowable()
            ? variable(new Binding.Thrown(), Type.getObjectType(THROWABLE))
            : null;
    boolean isSkipping = before != null && before.isSkipping();
    if (target.isConstructor() && (isSkipping || thrown != null)) {
      throw new IllegalStateException(
          target.owner() + ": advice " + advice.name() + " skips or catches (expected: neither)");
    }
  }

  private Variables.@Nullable Variable variable(Binding key, Type type) {
    return type.getSort() == Type.VOID ? null : variables.of(key, type);
  }

  /** The key of the variable for what a parameter of advice stands for. */
  static Object key(Binding binding) {
    return binding instanceof Binding.Returned ? new Binding.Returned(false) : binding;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    AdviceMethod before = advice.enter();
    AdviceMethod after = advice.exit();
    // Binding makes the variables: all of them before the first frame.
    BoundParameters onExit =
        after == null ? null : new BoundParameters(after, target, variables, true);
    BoundParameters onEnter =
        before == null ? null : new BoundParameters(before, target, variables, false);
    exitParameters = onExit;
    variables.clear(code);
    if (before != null && onEnter != null) {
      inline(
          before, new AdviceCode(code, before, onEnter, variables, target.entryLocals(), entered));
    }
    if (after != null) {
      keepArguments(after);
    }
    if (before != null && before.isSkipping() && entered != null) {
      code.visitVarInsn(Opcodes.ILOAD, entered.slot());
      code.visitJumpInsn(Opcodes.IFNE, exit);
    }
    code.visitLabel(begin);
  }

  private void keepArguments(AdviceMethod after) {
    for (Binding binding : after.bindings()) {
      if (binding instanceof Binding.Argument argument) {
        Type type = target.argumentType(argument.index());
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), target.argumentSlot(argument.index()));
        code.visitVarInsn(
            type.getOpcode(Opcodes.ISTORE),
            variables.of(BoundParameters.copy(argument.index()), type).slot());
      }
    }
  }

  private void inline(AdviceMethod method, AdviceCode into) {
    advice
        .reader()
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                boolean isIt = name.equals(method.name()) && descriptor.equals(method.descriptor());
                return isIt ? into : null;
              }
            },
            ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    if (slot == 0 && opcode >= Opcodes.ISTORE && !target.isStatic()) {
      throw new IllegalStateException(
          target.owner() + "." + target.name() + ": uses this for something else");
    }
    super.visitVarInsn(opcode, slot);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN || advice.exit() == null) {
      super.visitInsn(opcode);
      return;
    }
    List<Object> left = stack == null ? List.of() : new ArrayList<>(stack);
    if (returned != null) {
      code.visitVarInsn(returned.type().getOpcode(Opcodes.ISTORE), returned.slot());
      left = left.subList(0, Math.max(0, left.size() - returned.type().getSize()));
    }
    // To return forgets what else is on the stack; to go on behind the method does not.
    for (int i = left.size() - 1; i >= 0; i--) {
      boolean isWide = i > 0 && Variables.isWide(left.get(i - 1));
      code.visitInsn(isWide ? Opcodes.POP2 : Opcodes.POP);
      i -= isWide ? 1 : 0;
    }
    code.visitJumpInsn(Opcodes.GOTO, exit);
    locals = null;
    stack = null;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    AdviceMethod after = advice.exit();
    if (after != null && exitParameters != null) {
      exit(after, exitParameters);
    } else if (entered != null && advice.enter() != null && advice.enter().isSkipping()) {
      code.visitLabel(exit);
      frame(NOTHING);
      Variables.pushNothing(code, target.returnType());
      code.visitInsn(target.returnType().getOpcode(Opcodes.IRETURN));
    }
    int temporary = Math.max(temporary(advice.enter()), temporary(after));
    int deepest = Math.max(deepest(advice.enter()), deepest(after));
    code.visitMaxs(Math.max(maxStack, deepest), variables.end() + temporary);
  }

  private void exit(AdviceMethod after, BoundParameters parameters) {
    if (thrown != null) {
      Label end = new Label();
      code.visitLabel(end);
      // Told last, so that what the method itself catches goes first.
      code.visitTryCatchBlock(begin, end, end, THROWABLE);
      frame(new Object[] {THROWABLE});
      code.visitVarInsn(Opcodes.ASTORE, thrown.slot());
    }
    code.visitLabel(exit);
    frame(NOTHING);
    code.visitInsn(Opcodes.NOP);
    inline(after, new AdviceCode(code, after, parameters, variables, target.exitLocals(), null));
    if (thrown != null) {
      Label end = new Label();
      code.visitVarInsn(Opcodes.ALOAD, thrown.slot());
      code.visitJumpInsn(Opcodes.IFNULL, end);
      code.visitVarInsn(Opcodes.ALOAD, thrown.slot());
      code.visitInsn(Opcodes.ATHROW);
      code.visitLabel(end);
      frame(NOTHING);
    }
    if (returned != null) {
      code.visitVarInsn(returned.type().getOpcode(Opcodes.ILOAD), returned.slot());
    }
    code.visitInsn(target.returnType().getOpcode(Opcodes.IRETURN));
  }

  private void frame(Object[] onStack) {
    Object[] all = variables.frame(target.exitLocals(), List.of());
    code.visitFrame(Opcodes.F_NEW, all.length, all, onStack.length, onStack);
  }

  private static int temporary(@Nullable AdviceMethod method) {
    return method == null ? 0 : method.maxLocals() - method.parameterSlots();
  }

  /** What loading a parameter or clearing a variable takes may be more than the advice has. */
  private static int deepest(@Nullable AdviceMethod method) {
    return method == null ? 0 : method.maxStack() + 2;
  }

  /** Lets the frames of the method itself have the added variables. */
  private static final class FrameExtender extends MethodVisitor {
    private final Variables variables;

    FrameExtender(MethodVisitor code, Variables variables) {
      super(Opcodes.ASM9, code);
      this.variables = variables;
    }

    @Override
    public void visitFrame(
        int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
      Object[] all = variables.frame(Arrays.asList(locals).subList(0, localCount), List.of());
      super.visitFrame(Opcodes.F_NEW, all.length, all, stackCount, stack);
    }
  }
}
