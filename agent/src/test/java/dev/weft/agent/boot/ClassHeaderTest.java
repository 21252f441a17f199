package dev.weft.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassHeaderTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        Object.class,
        Runnable.class,
        String.class,
        Double.class,
        ConcurrentHashMap.class,
        LabelsHolder.class
      })
  void read_classFile_isWhatReflectionSays(Class<?> type) throws IOException {
    ClassHeader header = ClassHeader.read(classFile(type));
    List<String> supertypes = new ArrayList<>();
    if (type != Object.class) {
      Class<?> superclass = type.getSuperclass();
      supertypes.add(superclass == null ? "java.lang.Object" : superclass.getName());
    }
    Arrays.stream(type.getInterfaces()).map(Class::getName).forEach(supertypes::add);
    assertThat(header).isEqualTo(new ClassHeader(type.getName(), supertypes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9, 11, 40})
  void read_cutShort_isRefused(int length) throws IOException {
    byte[] cut = Arrays.copyOf(classFile(String.class), length);
    assertThatThrownBy(() -> ClassHeader.read(cut)).isInstanceOf(IOException.class);
  }

  /** A record with constants of many kinds. */
  private record LabelsHolder(long number, double fraction, Runnable task) implements Runnable {
    @Override
    public void run() {
      Runnable twice =
          () -> {
            task.run();
            task.run();
          };
      twice.run();
    }
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
