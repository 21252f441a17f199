package dev.weft.agent.http;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The body of a method without result that hands its arguments, all of them references, to the
 * superclass. Byte Buddy's own would look the method up in supertypes, which are not described.
 */
final class SuperclassCall implements Implementation, ByteCodeAppender {
  @Override
  public InstrumentedType prepare(InstrumentedType instrumentedType) {
    return instrumentedType;
  }

  @Override
  public ByteCodeAppender appender(Target target) {
    return this;
  }

  @Override
  public Size apply(MethodVisitor visitor, Context context, MethodDescription method) {
    TypeDescription.Generic superclass = method.getDeclaringType().asErasure().getSuperClass();
    if (superclass == null) {
      throw new IllegalStateException(method + ": no superclass");
    }
    int slots = method.getParameters().size() + 1;
    for (int i = 0; i < slots; i++) {
      visitor.visitVarInsn(Opcodes.ALOAD, i);
    }
    visitor.visitMethodInsn(
        Opcodes.INVOKESPECIAL,
        superclass.asErasure().getInternalName(),
        method.getInternalName(),
        method.getDescriptor(),
        false);
    visitor.visitInsn(Opcodes.RETURN);
    return new Size(slots, slots);
  }
}
