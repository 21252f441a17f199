package dev.weft.agent.inline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ClassInlinerTest {
  private static final Map<String, List<Class<?>>> PARAMETERS =
      Map.of(
          "nothing", List.of(),
          "loop", List.of(int.class),
          "wide", List.of(long.class, double.class, String.class),
          "catching", List.of(Object.class),
          "reusing", List.of(Object.class, int.class),
          "small", List.of(boolean.class, byte.class, short.class, char.class, float.class),
          "fixed", List.of(String.class, int[].class));

  /** What they are called with. */
  private static final Map<String, List<Object[]>> CALLS =
      Map.of(
          "nothing", List.<Object[]>of(new Object[0]),
          "loop", List.<Object[]>of(new Object[] {0}, new Object[] {3}),
          "wide",
              List.of(
                  new Object[] {1L, 2.5, "x"},
                  new Object[] {2L, 2.5, ""},
                  new Object[] {3L, 2.5, "ab"},
                  new Object[] {4L, 2.5, "a!"},
                  new Object[] {500L, 2.5, "!"}),
          "catching",
              List.of(
                  new Object[] {"x"},
                  new Object[] {"skip"},
                  new Object[] {new IllegalArgumentException("one")},
                  new Object[] {new IllegalStateException("two")}),
          "reusing", List.of(new Object[] {"x", 3}, new Object[] {"skip", -3}),
          "small", List.<Object[]>of(new Object[] {false, (byte) 0, (short) 1, 'a', 0.1f}),
          "fixed", List.<Object[]>of(new Object[] {"skip", new int[] {1, 2}}));

  @BeforeEach
  void forget() {
    List<String> unused = Told.take();
  }

  /** Every method with every advice that fits it. */
  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Class<?> advice :
        List.of(SampleAdvice.Around.class, SampleAdvice.After.class, SampleAdvice.Catching.class)) {
      PARAMETERS.keySet().stream()
          .sorted()
          .forEach(method -> pairs.add(Arguments.of(method, advice)));
    }
    pairs.add(Arguments.of("wide", SampleAdvice.SkippingLong.class));
    for (String method : List.of("catching", "reusing", "fixed")) {
      pairs.add(Arguments.of(method, SampleAdvice.Skipping.class));
    }
    pairs.add(Arguments.of("reusing", SampleAdvice.Changing.class));
    pairs.add(Arguments.of("nothing", SampleAdvice.Inheriting.class));
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void inline_method_doesWhatByteBuddysDoes(String method, Class<?> advice) throws Exception {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    inliner.inline(method, names(PARAMETERS.get(method)), file(advice));

    List<String> own = calls(inliner.weave(), method);

    byte[] reference =
        new ByteBuddy()
            .redefine(Sample.class)
            .visit(Advice.to(advice).on(ElementMatchers.named(method)))
            .make()
            .getBytes();
    assertThat(own).isEqualTo(calls(reference, method)).isNotEmpty();
  }

  @Test
  void inline_constructor_doesWhatByteBuddysDoes() throws Exception {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    inliner.inline("<init>", List.of("java.lang.String", "int"), file(SampleAdvice.Made.class));

    Object unused = make(load(inliner.weave()));
    List<String> own = Told.take();

    byte[] reference =
        new ByteBuddy()
            .redefine(Sample.class)
            .visit(Advice.to(SampleAdvice.Made.class).on(ElementMatchers.isConstructor()))
            .make()
            .getBytes();
    unused = make(load(reference));
    assertThat(own)
        .isEqualTo(Told.take())
        .containsExactly("making x", "made x!", "made of x! x! 6 Sample");
  }

  @Test
  void inline_severalInOneMethod_theFirstIsAround() throws Exception {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    inliner.inline("nothing", List.of(), file(SampleAdvice.Around.class));
    inliner.inline("nothing", List.of(), file(SampleAdvice.After.class));

    assertThat(calls(inliner.weave(), "nothing"))
        .containsExactly(
            "enter null", "nothing 7", "after null", "exit kept kept null", "returned null");
  }

  @Test
  void inlineOverriding_inheritedMethod_callsTheSuperclass() throws Exception {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    inliner.inlineOverriding(
        "inherited", List.of("java.lang.Object"), file(SampleAdvice.Around.class));
    Object sample = make(load(inliner.weave()));
    List<String> unused = Told.take();

    sample.getClass().getMethod("inherited", Object.class).invoke(sample, "x");

    assertThat(sample.getClass().getDeclaredMethod("inherited", Object.class)).isNotNull();
    assertThat(Told.take())
        .containsExactly("enter null", "inherited by x5 x", "exit kept kept null");
  }

  @Test
  void inline_missingMethod_fails() {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);

    assertThatThrownBy(
            () -> inliner.inline("wide", List.of("long"), file(SampleAdvice.After.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no method wide[long]");
  }

  @Test
  void add_getters_tellReferencesAndNumbers() throws Exception {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    String object = "Ljava/lang/Object;";
    inliner.add(
        new Addition(
            "java/io/Serializable",
            List.of(
                new Addition.Field("slot", object, Opcodes.ACC_VOLATILE),
                new Addition.Getter("names", object, "names"),
                new Addition.Getter("shared", object, "shared"),
                new Addition.Getter("sharedInt", "I", "shared"),
                new Addition.Getter("slot", object, "slot"),
                new Addition.Setter("slot", object, "slot"))));

    Object sample = make(load(inliner.weave()));
    Object unused = sample.getClass().getMethod("slot", Object.class).invoke(sample, "kept");

    assertThat(sample).isInstanceOf(java.io.Serializable.class);
    assertThat(sample.getClass().getMethod("names").invoke(sample)).isEqualTo(List.of("a", "b"));
    assertThat(sample.getClass().getMethod("shared").invoke(sample)).isEqualTo(3);
    assertThat(sample.getClass().getMethod("sharedInt").invoke(sample)).isEqualTo(3);
    assertThat(sample.getClass().getMethod("slot").invoke(sample)).isEqualTo("kept");
  }

  @Test
  void add_getterOfAnotherKind_fails() {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    inliner.add(
        new Addition("java/io/Serializable", List.of(new Addition.Getter("count", "I", "count"))));

    assertThatThrownBy(inliner::weave)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("field: J (expected: I)");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SampleAdvice.Suppressing.class,
        SampleAdvice.SkippingOnNothing.class,
        SampleAdvice.Optional.class
      })
  void inline_adviceThatAsksForMore_isRefused(Class<?> advice) {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);

    assertThatThrownBy(() -> inliner.inline("nothing", List.of(), file(advice)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("advice enter: ");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SampleAdvice.ThrownWithoutCatching.class,
        SampleAdvice.EnteredWithoutEntry.class,
        SampleAdvice.ResultOfNothing.class
      })
  void weave_whatNobodyKeeps_fails(Class<?> advice) {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    inliner.inline("nothing", List.of(), file(advice));

    assertThatThrownBy(inliner::weave)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Sample.nothing()V: no ");
  }

  @Test
  void weave_privateFieldOfTheSuperclass_fails() {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    inliner.inline("nothing", List.of(), file(SampleAdvice.Prying.class));

    assertThatThrownBy(inliner::weave)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Sample.nothing()V: no FieldValue");
  }

  @Test
  void weave_argumentThatIsNotThere_fails() {
    ClassInliner inliner = new ClassInliner(file(Sample.class), ClassInlinerTest::find);
    inliner.inline("nothing", List.of(), file(SampleAdvice.Skipping.class));

    assertThatThrownBy(inliner::weave)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Sample.nothing()V: no Argument");
  }

  /** As Kotlin's compiler does it: {@code 1 + (return 2)} with a wide value beneath as well. */
  @Test
  void inline_returnOverAFullStack_isVerified() throws Exception {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "Full", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "(I)I", null, null);
    Label other = new Label();
    code.visitCode();
    code.visitInsn(Opcodes.LCONST_1);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFEQ, other);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(other);
    code.visitFrame(
        Opcodes.F_NEW,
        1,
        new Object[] {Opcodes.INTEGER},
        2,
        new Object[] {Opcodes.LONG, Opcodes.INTEGER});
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(4, 1);
    code.visitEnd();
    writer.visitEnd();
    ClassInliner inliner = new ClassInliner(writer.toByteArray(), path -> null);
    inliner.inline("run", List.of("int"), file(SampleAdvice.Around.class));

    Class<?> woven = load("Full", inliner.weave());
    Object given = woven.getMethod("run", int.class).invoke(null, 9);
    Object fixed = woven.getMethod("run", int.class).invoke(null, 0);

    assertThat(given).isEqualTo(9);
    assertThat(fixed).isEqualTo(1);
    assertThat(Told.take()).hasSize(4);
  }

  /** What it tells and returns, call by call, in a class loader of its own. */
  private static List<String> calls(byte[] woven, String name) throws Exception {
    Class<?> type = load(woven);
    Object sample = make(type);
    List<String> lines = new ArrayList<>();
    List<String> unused = Told.take();
    Method method =
        type.getMethod(name, requireNonNull(PARAMETERS.get(name)).toArray(new Class<?>[0]));
    for (Object[] arguments : requireNonNull(CALLS.get(name))) {
      String result;
      try {
        result = "returned " + method.invoke(sample, arguments);
      } catch (InvocationTargetException e) {
        result = "threw " + e.getCause();
      }
      lines.addAll(Told.take());
      lines.add(result);
    }
    return lines;
  }

  private static Object make(Class<?> type) throws ReflectiveOperationException {
    return type.getConstructor(String.class, int.class).newInstance("x", 5);
  }

  private static Class<?> load(byte[] file) throws ClassNotFoundException {
    return load(Sample.class.getName(), file);
  }

  /** Loads a class whose every method the JVM verifies. */
  private static Class<?> load(String name, byte[] file) throws ClassNotFoundException {
    ClassLoader loader =
        new ClassLoader(ClassInlinerTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String wanted, boolean resolve)
              throws ClassNotFoundException {
            boolean isOwn = wanted.equals(SampleParent.class.getName());
            if (wanted.equals(name) || isOwn) {
              Class<?> known = findLoadedClass(wanted);
              byte[] bytes = isOwn ? file(SampleParent.class) : file;
              return known == null ? defineClass(wanted, bytes, 0, bytes.length) : known;
            }
            return super.loadClass(wanted, resolve);
          }
        };
    return Class.forName(name, true, loader);
  }

  private static List<String> names(@Nullable List<Class<?>> types) {
    return types == null ? List.of() : types.stream().map(Class::getName).toList();
  }

  private static byte @Nullable [] find(String path) {
    return path.equals(SampleParent.class.getName().replace('.', '/'))
        ? file(SampleParent.class)
        : null;
  }

  private static byte[] file(Class<?> type) {
    String path = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(path)) {
      if (in == null) {
        throw new AssertionError("no class file: " + Arrays.asList(type, path));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
