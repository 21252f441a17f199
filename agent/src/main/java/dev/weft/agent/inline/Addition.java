package dev.weft.agent.inline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * An interface that a class gets, and how it implements it.
 *
 * @param type its name, with slashes
 * @param members what is added to the class for it
 */
public record Addition(String type, List<Member> members) {
  public Addition {
    members = List.copyOf(members);
  }

  /** Something that is added to a class. */
  public sealed interface Member {}

  /**
   * A private field.
   *
   * @param name its name, which no other has
   * @param descriptor its type
   * @param flags besides being private and synthetic
   */
  public record Field(String name, String descriptor, int flags) implements Member {}

  /**
   * A public method that returns what a field holds.
   *
   * @param name its name
   * @param descriptor what it returns
   * @param field a field of the class, added or its own
   */
  public record Getter(String name, String descriptor, String field) implements Member {}

  /**
   * A public method that sets an added field.
   *
   * @param name its name
   * @param descriptor what it is given
   * @param field the field
   */
  public record Setter(String name, String descriptor, String field) implements Member {}

  /**
   * A public method without parameters and result that calls one of the object's own.
   *
   * @param name its name
   * @param method the name of the one that it calls, which is as it is
   */
  public record Call(String name, String method) implements Member {}

  /** Adds the members to {@code type}, which {@code shape} describes. */
  void addTo(ClassVisitor visitor, String owner, ClassShape shape) {
    for (Member member : members) {
      if (member instanceof Field field) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | field.flags();
        visitor.visitField(access, field.name(), field.descriptor(), null, null).visitEnd();
      } else if (member instanceof Getter getter) {
        add(visitor, owner, getter, shape.field(getter.field()));
      } else if (member instanceof Setter setter) {
        add(visitor, owner, setter);
      } else if (member instanceof Call call) {
        add(visitor, owner, call);
      }
    }
  }

  private static void add(
      ClassVisitor visitor, String owner, Getter getter, @Nullable String found) {
    String descriptor = found == null ? getter.descriptor() : found;
    MethodVisitor code = begin(visitor, getter.name(), "()" + getter.descriptor());
    if (descriptor.startsWith(".")) {
      code.visitFieldInsn(Opcodes.GETSTATIC, owner, getter.field(), descriptor.substring(1));
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, owner, getter.field(), descriptor);
    }
    convert(code, Type.getType(descriptor.replace(".", "")), Type.getType(getter.descriptor()));
    code.visitInsn(Type.getType(getter.descriptor()).getOpcode(Opcodes.IRETURN));
    code.visitMaxs(2, 1);
    code.visitEnd();
  }

  /** An int may be told as an object; of other kinds none is asked for. */
  private static void convert(MethodVisitor code, Type from, Type to) {
    boolean isObject = from.getSort() >= Type.ARRAY;
    if (from.getSort() == Type.INT && to.getSort() == Type.OBJECT) {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    } else if (isObject ? to.getSort() != Type.OBJECT : !from.equals(to)) {
      throw new IllegalStateException("field: " + from + " (expected: " + to + ")");
    }
  }

  private static void add(ClassVisitor visitor, String owner, Setter setter) {
    MethodVisitor code = begin(visitor, setter.name(), "(" + setter.descriptor() + ")V");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitFieldInsn(Opcodes.PUTFIELD, owner, setter.field(), setter.descriptor());
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(2, 2);
    code.visitEnd();
  }

  private static void add(ClassVisitor visitor, String owner, Call call) {
    MethodVisitor code = begin(visitor, call.name(), "()V");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, call.method(), "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
  }

  private static MethodVisitor begin(ClassVisitor visitor, String name, String descriptor) {
    MethodVisitor code =
        visitor.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, name, descriptor, null, null);
    code.visitCode();
    return code;
  }
}
