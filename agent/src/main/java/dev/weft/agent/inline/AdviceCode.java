package dev.weft.agent.inline;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the code of advice into a method: its parameters become what they stand for, its other
 * variables move behind all others, and to return is to go on behind it.
 */
final class AdviceCode extends MethodVisitor {
  private final AdviceMethod advice;
  private final Parameters parameters;
  private final Variables variables;
  private final List<Object> ownLocals;
  private final Variables.@Nullable Variable result;
  private final Label end = new Label();

  /**
   * @param code where it is written
   * @param ownLocals what is known of the method's own variables
   * @param result takes what the advice returns; null when it returns nothing
   */
  AdviceCode(
      MethodVisitor code,
      AdviceMethod advice,
      Parameters parameters,
      Variables variables,
      List<Object> ownLocals,
      Variables.@Nullable Variable result) {
    super(Opcodes.ASM9, code);
    this.advice = advice;
    this.parameters = parameters;
    this.variables = variables;
    this.ownLocals = ownLocals;
    this.result = result;
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    if (slot >= advice.parameterSlots()) {
      super.visitVarInsn(opcode, moved(slot));
    } else if (opcode < Opcodes.ISTORE) {
      parameters.load(mv, slot, opcode);
    } else {
      parameters.store(mv, slot, opcode);
    }
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    if (slot < advice.parameterSlots()) {
      throw new IllegalStateException(advice.name() + ": increments a parameter (expected: none)");
    }
    super.visitIincInsn(moved(slot), increment);
  }

  private int moved(int slot) {
    return variables.end() + slot - advice.parameterSlots();
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    if (result != null) {
      super.visitVarInsn(result.type().getOpcode(Opcodes.ISTORE), result.slot());
    }
    if (advice.returns() > 1) {
      super.visitJumpInsn(Opcodes.GOTO, end);
    }
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    int first = 0;
    for (int slot = 0; first < localCount && slot < advice.parameterSlots(); first++) {
      slot += Variables.isWide(locals[first]) ? 2 : 1;
    }
    List<Object> temporary = Arrays.asList(locals).subList(first, localCount);
    Object[] all = variables.frame(ownLocals, temporary);
    super.visitFrame(Opcodes.F_NEW, all.length, all, stackCount, stack);
  }

  @Override
  public void visitEnd() {
    if (advice.returns() > 1) {
      super.visitLabel(end);
      Object[] all = variables.frame(ownLocals, List.of());
      super.visitFrame(Opcodes.F_NEW, all.length, all, 0, new Object[0]);
      // The method's code may begin with a frame, and no instruction has two.
      super.visitInsn(Opcodes.NOP);
    }
  }

  /** What a parameter of the advice is in the method. */
  interface Parameters {
    /** Loads what stands in the advice's local variable {@code slot}. */
    void load(MethodVisitor code, int slot, int opcode);

    /** Stores there what is on the stack. */
    void store(MethodVisitor code, int slot, int opcode);
  }

  // ---- what is the advice's and not its code

  @Override
  public void visitCode() {
    // The method's code has begun already.
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    // The method's are told at its end.
  }

  @Override
  public void visitParameter(String name, int access) {
    // Not one of the method's.
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return null;
  }

  @Override
  public void visitAnnotableParameterCount(int count, boolean visible) {
    // Not the method's.
  }

  @Override
  public @Nullable AnnotationVisitor visitParameterAnnotation(
      int parameter, String descriptor, boolean visible) {
    return null;
  }

  @Override
  public @Nullable AnnotationVisitor visitTypeAnnotation(
      int reference,
      org.objectweb.asm.@Nullable TypePath path,
      String descriptor,
      boolean visible) {
    return null;
  }

  @Override
  public @Nullable AnnotationVisitor visitInsnAnnotation(
      int reference,
      org.objectweb.asm.@Nullable TypePath path,
      String descriptor,
      boolean visible) {
    return null;
  }

  @Override
  public void visitAttribute(Attribute attribute) {
    // Not the method's.
  }

  /** Puts the value on the stack into a variable of {@code to}. */
  static void cast(MethodVisitor code, Type from, Type to) {
    if (to.getSort() >= Type.ARRAY && !from.equals(to)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }
}
