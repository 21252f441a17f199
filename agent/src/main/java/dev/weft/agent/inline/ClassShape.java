package dev.weft.agent.inline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a class file declares. */
public final class ClassShape {
  private static final int WITHOUT_CODE = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

  private final String name;
  private final String superclass;
  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, TargetMethod> methods = new LinkedHashMap<>();

  private ClassShape(ClassReader reader) {
    this.name = reader.getClassName();
    this.superclass = reader.getSuperName();
    reader.accept(new Reader(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Reads a class file. */
  public static ClassShape of(byte[] classFile) {
    return new ClassShape(new ClassReader(classFile));
  }

  /** Its superclass, with slashes. */
  public String superclass() {
    return superclass;
  }

  /**
   * The method with that name and those parameters, as {@code name(descriptor}; null when none with
   * code is declared.
   *
   * @param parameters the binary names of their types
   */
  public @Nullable String method(String method, List<String> parameters) {
    for (Map.Entry<String, TargetMethod> entry : methods.entrySet()) {
      TargetMethod candidate = entry.getValue();
      if (candidate.name().equals(method)
          && names(candidate.descriptor()).equals(parameters)
          && (candidate.access() & WITHOUT_CODE) == 0) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** The descriptor of a field of its own, with a dot in front when it is static; or null. */
  @Nullable String field(String field) {
    return fields.get(field);
  }

  @Nullable TargetMethod target(String key) {
    return methods.get(key);
  }

  private static List<String> names(String descriptor) {
    List<String> names = new ArrayList<>();
    for (Type type : Type.getArgumentTypes(descriptor)) {
      names.add(
          type.getSort() == Type.ARRAY
              ? type.getDescriptor().replace('/', '.')
              : type.getClassName());
    }
    return names;
  }

  private final class Reader extends ClassVisitor {
    Reader() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String field,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      fields.put(field, isStatic ? "." + descriptor : descriptor);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String method,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      methods.put(
          method + descriptor, new TargetMethod(name, fields, access, method, descriptor, 0));
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          methods.put(
              method + descriptor,
              new TargetMethod(name, fields, access, method, descriptor, maxLocals));
        }
      };
    }
  }
}
