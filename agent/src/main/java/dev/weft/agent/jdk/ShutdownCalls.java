package dev.weft.agent.jdk;

import java.util.Set;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Has the mesh asked before the JDK shuts a connection down. {@code Net.shutdown} is native and
 * called from the midst of closing and of {@code shutdownOutput}, with locks and flags around it:
 * so neither can advice be in it, nor can its callers be skipped. Each call gets the descriptor
 * that {@code SocketHooks.toShutDown} names in place of its own.
 */
public final class ShutdownCalls
    implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
  /** The classes whose calls are woven. */
  static final Set<String> TYPES =
      Set.of(
          "sun.nio.ch.NioSocketImpl",
          "sun.nio.ch.SocketChannelImpl",
          "sun.nio.ch.AsynchronousSocketChannelImpl");

  private static final String OWNER = "sun/nio/ch/Net";
  private static final String NAME = "shutdown";
  private static final String DESCRIPTOR = "(Ljava/io/FileDescriptor;I)V";
  private static final String HOOKS = "dev/weft/bootstrap/SocketHooks";
  private static final String QUESTION = "toShutDown";

  private int woven;

  ShutdownCalls() {}

  /** What visits every method of a class. */
  AsmVisitorWrapper visitor() {
    return new AsmVisitorWrapper.ForDeclaredMethods().method(ElementMatchers.any(), this);
  }

  /**
   * @throws IllegalStateException when the class {@code type}, which was visited, has no such call
   */
  void requireSome(String type) {
    if (woven == 0) {
      throw new IllegalStateException(
          type + ": no call of Net.shutdown (expected: some, which ask the mesh first)");
    }
  }

  /** Whether an instruction is such a call. */
  public static boolean isCall(int opcode, String owner, String name, String descriptor) {
    return opcode == Opcodes.INVOKESTATIC
        && owner.equals(OWNER)
        && name.equals(NAME)
        && descriptor.equals(DESCRIPTOR);
  }

  /** Whether an instruction is the question before it. */
  public static boolean isQuestion(String owner, String name) {
    return owner.equals(HOOKS) && name.equals(QUESTION);
  }

  @Override
  public MethodVisitor wrap(
      TypeDescription type,
      MethodDescription method,
      MethodVisitor visitor,
      Implementation.Context context,
      TypePool pool,
      int writerFlags,
      int readerFlags) {
    return new Asking(visitor);
  }

  private final class Asking extends MethodVisitor {
    private boolean asks;

    Asking(MethodVisitor visitor) {
      super(OpenedClassReader.ASM_API, visitor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (isCall(opcode, owner, name, descriptor)) {
        asks = true;
        woven++;
        // fd, how -> how, fd, how -> how, other -> other, how
        super.visitInsn(Opcodes.DUP_X1);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            HOOKS,
            QUESTION,
            "(Ljava/io/FileDescriptor;I)Ljava/io/FileDescriptor;",
            false);
        super.visitInsn(Opcodes.SWAP);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(asks ? stack + 1 : stack, locals);
    }
  }
}
