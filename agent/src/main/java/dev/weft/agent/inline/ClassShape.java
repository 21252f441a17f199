package dev.weft.agent.inline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a class file declares. */
final class ClassShape {
  private static final int WITHOUT_CODE = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

  private final String name;
  private final @Nullable String superclass;
  private final Supertypes supertypes;
  private final Map<String, String> fields = new HashMap<>();
  private final Set<String> secrets = new HashSet<>();
  private final Map<String, TargetMethod> methods = new LinkedHashMap<>();

  private ClassShape(ClassReader reader, Supertypes supertypes) {
    this.supertypes = supertypes;
    this.name = reader.getClassName();
    this.superclass = reader.getSuperName();
    reader.accept(new Reader(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Reads a class file. */
  static ClassShape of(byte[] classFile, Supertypes supertypes) {
    return new ClassShape(new ClassReader(classFile), supertypes);
  }

  /** Its superclass, with slashes; null for that of all classes. */
  @Nullable String superclass() {
    return superclass;
  }

  /**
   * The method with that name and those parameters, as {@code name(descriptor}; null when none with
   * code is declared.
   *
   * @param parameters the binary names of their types
   */
  @Nullable String method(String method, List<String> parameters) {
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

  /** Every method of that name with code, each as {@code name(descriptor}. */
  List<String> methods(String method) {
    List<String> keys = new ArrayList<>();
    methods.forEach(
        (key, it) -> {
          if (it.name().equals(method) && (it.access() & WITHOUT_CODE) == 0) {
            keys.add(key);
          }
        });
    return keys;
  }

  /**
   * The descriptor of a field of its own, or of the nearest superclass that has one of that name
   * and does not keep it to itself; with a dot in front when it is static. Null when there is none.
   */
  @Nullable String field(String field) {
    String own = fields.get(field);
    if (own != null || superclass == null) {
      return own;
    }
    byte[] file = supertypes.find(superclass);
    ClassShape parent = file == null ? null : ClassShape.of(file, supertypes);
    return parent == null || parent.secrets.contains(field) ? null : parent.field(field);
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
      if ((access & Opcodes.ACC_PRIVATE) != 0) {
        secrets.add(field);
      }
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
          method + descriptor,
          new TargetMethod(name, ClassShape.this, access, method, descriptor, 0));
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          methods.put(
              method + descriptor,
              new TargetMethod(name, ClassShape.this, access, method, descriptor, maxLocals));
        }
      };
    }
  }
}
