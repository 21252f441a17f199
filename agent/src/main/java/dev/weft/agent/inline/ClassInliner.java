package dev.weft.agent.inline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Collects what one class is to get, and weaves it. What is not woven stays as it is, byte for
 * byte. Not thread-safe.
 */
public final class ClassInliner {
  private final byte[] original;
  private final Supertypes supertypes;
  private final ClassShape shape;
  private final List<Addition> additions = new ArrayList<>();
  private final Map<String, List<AdviceClass>> advice = new LinkedHashMap<>();
  private final Set<String> delegations = new LinkedHashSet<>();

  /**
   * For one class.
   *
   * @param original its class file, which is not changed
   * @param supertypes asked for fields that it does not declare itself
   */
  public ClassInliner(byte[] original, Supertypes supertypes) {
    this.original = original;
    this.supertypes = supertypes;
    this.shape = ClassShape.of(original, supertypes);
  }

  /** Adds an interface and its implementation. */
  public void add(Addition addition) {
    additions.add(addition);
  }

  /** Whether the class declares the method, with code. */
  public boolean declares(String method, List<String> parameters) {
    return shape.method(method, parameters) != null;
  }

  /**
   * Puts advice into a method; of several in one method the first is around the others.
   *
   * @param parameters the binary names of the types of its parameters
   * @param adviceFile the advice's class file
   * @throws IllegalStateException when the class does not declare the method
   */
  public void inline(String method, List<String> parameters, byte[] adviceFile) {
    String key = shape.method(method, parameters);
    AdviceClass read = AdviceClass.read(adviceFile);
    if (key == null) {
      throw new IllegalStateException("no method " + method + parameters + " for " + read.name());
    }
    advice.computeIfAbsent(key, it -> new ArrayList<>()).add(read);
  }

  /**
   * As {@link #inline}, into every method of that name that has code.
   *
   * @throws IllegalStateException when the class declares none
   */
  public void inlineEach(String method, byte[] adviceFile) {
    List<String> keys = shape.methods(method);
    AdviceClass read = AdviceClass.read(adviceFile);
    if (keys.isEmpty()) {
      throw new IllegalStateException("no method " + method + " for " + read.name());
    }
    keys.forEach(key -> advice.computeIfAbsent(key, it -> new ArrayList<>()).add(read));
  }

  /**
   * As {@link #inline}, into a method without result that the class gets if it does not declare it:
   * one that calls the superclass's.
   *
   * @param parameters which are all of them references
   */
  public void inlineOverriding(String method, List<String> parameters, byte[] adviceFile) {
    if (shape.method(method, parameters) != null) {
      inline(method, parameters, adviceFile);
      return;
    }
    StringBuilder descriptor = new StringBuilder("(");
    parameters.forEach(it -> descriptor.append('L').append(it.replace('.', '/')).append(';'));
    String key = method + descriptor.append(")V");
    delegations.add(key);
    advice.computeIfAbsent(key, it -> new ArrayList<>()).add(AdviceClass.read(adviceFile));
  }

  /**
   * The class with all of it.
   *
   * @throws IllegalStateException when advice does not fit
   */
  public byte[] weave() {
    byte[] woven = delegations.isEmpty() ? original : written(original, new Delegating());
    woven = written(woven, new Weaving(ClassShape.of(woven, supertypes), 0));
    int most = advice.values().stream().mapToInt(List::size).max().orElse(0);
    for (int i = 1; i < most; i++) {
      woven = written(woven, new Weaving(ClassShape.of(woven, supertypes), i));
    }
    return woven;
  }

  private static byte[] written(byte[] classFile, Pass pass) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    pass.into(writer);
    reader.accept(pass, ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** One reading of the class. */
  private abstract static class Pass extends ClassVisitor {
    Pass() {
      super(Opcodes.ASM9);
    }

    void into(ClassVisitor writer) {
      cv = writer;
    }
  }

  /** Adds the methods that call the superclass's. */
  private final class Delegating extends Pass {
    @Override
    public void visitEnd() {
      for (String key : delegations) {
        String name = key.substring(0, key.indexOf('('));
        String descriptor = key.substring(name.length());
        MethodVisitor code = visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
        code.visitCode();
        int slots = 1 + Type.getArgumentTypes(descriptor).length;
        for (int i = 0; i < slots; i++) {
          code.visitVarInsn(Opcodes.ALOAD, i);
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, shape.superclass(), name, descriptor, false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(slots, slots);
        code.visitEnd();
      }
      super.visitEnd();
    }
  }

  /** Puts in the advice number {@code round} of each method, and in the first round all else. */
  private final class Weaving extends Pass {
    private final ClassShape current;
    private final int round;
    private String owner = "";

    Weaving(ClassShape current, int round) {
      this.current = current;
      this.round = round;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      owner = name;
      Set<String> all =
          new LinkedHashSet<>(List.of(interfaces == null ? new String[0] : interfaces));
      if (round == 0) {
        additions.forEach(it -> all.add(it.type()));
      }
      super.visit(version, access, name, signature, superName, all.toArray(new String[0]));
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
      List<AdviceClass> wanted = advice.getOrDefault(name + descriptor, List.of());
      TargetMethod target = current.target(name + descriptor);
      // The first is woven last, which puts it around the others.
      int index = wanted.size() - 1 - round;
      return index < 0 || target == null ? code : new WovenMethod(code, target, wanted.get(index));
    }

    @Override
    public void visitEnd() {
      if (round == 0) {
        additions.forEach(it -> it.addTo(cv, owner, current));
      }
      super.visitEnd();
    }
  }
}
