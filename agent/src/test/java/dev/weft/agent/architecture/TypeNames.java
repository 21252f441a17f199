package dev.weft.agent.architecture;

import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.MethodRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.jspecify.annotations.Nullable;

/** The names of all types that a class file, or the advice in it, mentions anywhere. */
final class TypeNames {
  /** Stands among the names when advice is called instead of inlined. */
  static final String NOT_INLINED = "advice that is not inlined";

  private static final int API = Opcodes.ASM9;
  private static final String ENTER = "Lnet/bytebuddy/asm/Advice$OnMethodEnter;";
  private static final String EXIT = "Lnet/bytebuddy/asm/Advice$OnMethodExit;";

  private TypeNames() {}

  /** Everything that the class mentions. */
  static Set<String> ofClass(byte[] classFile) {
    Names names = new Names();
    // A writer, because a visitor that is given nothing to write to skips the methods' code.
    new ClassReader(classFile).accept(new ClassRemapper(new ClassWriter(0), names), 0);
    return names.found;
  }

  /** What the methods mention that are marked as advice; empty for a class without any. */
  static Set<String> ofAdvice(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    Set<String> advice = new TreeSet<>();
    Names names = new Names();
    reader.accept(new AdviceFinder(advice, names.found), ClassReader.SKIP_CODE);
    reader.accept(new AdviceReader(advice, names), 0);
    return names.found;
  }

  /** Maps nothing and remembers every name that it is asked for. */
  private static final class Names extends Remapper {
    private final Set<String> found = new TreeSet<>();

    Names() {
      super(API);
    }

    @Override
    public String map(String internalName) {
      found.add(internalName.replace('/', '.'));
      return internalName;
    }
  }

  private static final class AdviceFinder extends ClassVisitor {
    private final Set<String> advice;
    private final Set<String> problems;

    AdviceFinder(Set<String> advice, Set<String> problems) {
      super(API);
      this.advice = advice;
      this.problems = problems;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(API) {
        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          if (!annotation.equals(ENTER) && !annotation.equals(EXIT)) {
            return null;
          }
          advice.add(name + descriptor);
          return new AnnotationVisitor(API) {
            @Override
            public void visit(String element, Object value) {
              if (element.equals("inline") && value.equals(false)) {
                problems.add(NOT_INLINED);
              }
            }
          };
        }
      };
    }
  }

  private static final class AdviceReader extends ClassVisitor {
    private final Set<String> advice;
    private final Names names;

    AdviceReader(Set<String> advice, Names names) {
      super(API);
      this.advice = advice;
      this.names = names;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (!advice.contains(name + descriptor)) {
        return null;
      }
      names.mapMethodDesc(descriptor);
      ClassWriter copy = new ClassWriter(0);
      copy.visit(Opcodes.V17, 0, "Copy", null, "java/lang/Object", null);
      return new MethodRemapper(
          copy.visitMethod(access, name, descriptor, signature, exceptions), names);
    }
  }
}
