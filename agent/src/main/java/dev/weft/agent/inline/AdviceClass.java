package dev.weft.agent.inline;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class of advice, as its class file has it; it is never loaded.
 *
 * @param name with slashes
 * @param reader of its class file
 * @param enter what runs before the method, or null
 * @param exit what runs after it, or null
 */
record AdviceClass(
    String name, ClassReader reader, @Nullable AdviceMethod enter, @Nullable AdviceMethod exit) {
  private static final String ENTER = Type.getDescriptor(Advice.OnMethodEnter.class);
  private static final String EXIT = Type.getDescriptor(Advice.OnMethodExit.class);
  private static final Type ON_TRUE = Type.getType(Advice.OnNonDefaultValue.class);
  private static final Type THROWABLE = Type.getType(Throwable.class);

  /**
   * Reads a class file.
   *
   * @throws IllegalStateException when its advice uses what cannot be inlined here
   */
  static AdviceClass read(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    Methods methods = new Methods();
    reader.accept(methods, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (methods.enter == null && methods.exit == null) {
      throw new IllegalStateException(reader.getClassName() + ": no advice");
    }
    return new AdviceClass(reader.getClassName(), reader, methods.enter, methods.exit);
  }

  /** What is not understood must not be left out: advice would do something else than it says. */
  static IllegalStateException unknown(String method, String what) {
    return new IllegalStateException(
        "advice " + method + ": " + what + " (expected: what Binding and AdviceMethod name)");
  }

  private static final class Methods extends ClassVisitor {
    private @Nullable AdviceMethod enter;
    private @Nullable AdviceMethod exit;

    private Methods() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new AdviceMethodReader(name, descriptor) {
        private boolean isEnter;
        private boolean isExit;
        private boolean isSkipping;
        private boolean isOnThrowable;

        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          isEnter |= annotation.equals(ENTER);
          isExit |= annotation.equals(EXIT);
          return new AnnotationVisitor(Opcodes.ASM9) {
            @Override
            public void visit(String key, Object value) {
              boolean skips = key.equals("skipOn") && value.equals(ON_TRUE);
              boolean catches = key.equals("onThrowable") && value.equals(THROWABLE);
              if (!skips && !catches) {
                throw unknown(name, key + " = " + value);
              }
              isSkipping |= skips;
              isOnThrowable |= catches;
            }
          };
        }

        @Override
        public void visitEnd() {
          if (isEnter) {
            boolean tells = Type.getReturnType(descriptor).getSort() == Type.BOOLEAN;
            if (isSkipping && !tells) {
              throw unknown(name, "skips on " + descriptor);
            }
            enter = method(isSkipping, false);
          } else if (isExit) {
            exit = method(false, isOnThrowable);
          }
        }
      };
    }
  }
}
