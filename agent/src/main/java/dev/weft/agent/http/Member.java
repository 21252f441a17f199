package dev.weft.agent.http;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A type, or a field or method of it, that code uses.
 *
 * @param owner the type's name, with slashes
 * @param name the member's name; empty when only the type is used
 * @param descriptor the member's descriptor; a field's has a colon in front
 */
record Member(String owner, String name, String descriptor) {
  /** As it is told apart from others of its owner. */
  String key() {
    return name + descriptor;
  }

  /** All that the code of a class file uses. */
  static Set<Member> usedBy(byte[] classFile) {
    Set<Member> used = new LinkedHashSet<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return new CodeReader(used);
              }
            },
            0);
    return used;
  }

  private static final class CodeReader extends MethodVisitor {
    private final Set<Member> used;

    CodeReader(Set<Member> used) {
      super(Opcodes.ASM9);
      this.used = used;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      used.add(new Member(owner, name, ":" + descriptor));
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (!owner.startsWith("[")) {
        used.add(new Member(owner, name, descriptor));
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (!type.startsWith("[")) {
        used.add(new Member(type, "", ""));
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type type && type.getSort() == Type.OBJECT) {
        used.add(new Member(type.getInternalName(), "", ""));
      }
    }
  }
}
