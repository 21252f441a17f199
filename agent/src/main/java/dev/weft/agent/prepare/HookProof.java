package dev.weft.agent.prepare;

import dev.weft.agent.jdk.ShutdownCalls;
import dev.weft.agent.jdk.WovenClass;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a woven class anew, and sees that each of its hooks has a method that calls the mesh, and
 * that none shuts a connection down without asking it.
 */
final class HookProof {
  private static final String BOOT_TYPES = "dev/weft/bootstrap/";

  private HookProof() {}

  /**
   * @throws IllegalStateException when there are fewer methods with calls than hooks, or a call
   *     that does not ask
   */
  static void check(String type, WovenClass woven) {
    Set<String> calling = new TreeSet<>();
    ClassReader reader = OpenedClassReader.of(woven.classFile());
    reader.accept(
        new ClassVisitor(OpenedClassReader.ASM_API) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String method,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return new Calls(method + descriptor, calling);
          }
        },
        ClassReader.SKIP_DEBUG);
    if (calling.size() != woven.hooks().size()) {
      throw new IllegalStateException(
          type + ": calls of the mesh in " + calling + " (expected: for " + woven.hooks() + ")");
    }
  }

  private static final class Calls extends MethodVisitor {
    private final String method;
    private final Set<String> calling;
    private boolean asked;

    Calls(String method, Set<String> calling) {
      super(OpenedClassReader.ASM_API);
      this.method = method;
      this.calling = calling;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (ShutdownCalls.isQuestion(owner, name)) {
        asked = true;
      } else if (ShutdownCalls.isCall(opcode, owner, name, descriptor)) {
        if (!asked) {
          throw new IllegalStateException(
              method + ": shuts down (expected: to ask the mesh first)");
        }
        asked = false;
      } else if (opcode == Opcodes.INVOKESTATIC && owner.startsWith(BOOT_TYPES)) {
        calling.add(method);
      }
    }
  }
}
