package dev.weft.it.programs;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Another agent, which writes down which classes of the JDK name a type of Weft as they are now:
 * {@code CLASS true} or {@code CLASS false}, a line for each that is loaded. What the JVM hands out
 * of one class is not the same bytes each time, as it puts them together anew.
 */
public final class WeftNames implements ClassFileTransformer {
  private static final String WEFT = "dev/weft/";

  private static final List<String> PACKAGES =
      List.of("sun.nio.ch.", "java.net.", "java.util.concurrent.");

  private final Map<String, Boolean> names = new ConcurrentSkipListMap<>();

  private WeftNames() {}

  /** Called by the JVM; {@code file} is where to write. */
  public static void agentmain(String file, Instrumentation instrumentation)
      throws IOException, UnmodifiableClassException {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null
          && instrumentation.isModifiableClass(type)
          && !type.isHidden()
          && PACKAGES.stream().anyMatch(type.getName()::startsWith)) {
        classes.add(type);
      }
    }
    WeftNames seen = new WeftNames();
    // The last of the transformers: it sees what the others have made of the classes.
    instrumentation.addTransformer(seen, true);
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
    } finally {
      instrumentation.removeTransformer(seen);
    }
    List<String> lines = new ArrayList<>();
    seen.names.forEach((name, weft) -> lines.add(name + " " + weft));
    Path whole = Path.of(file);
    Path part = Path.of(file + ".part");
    Files.write(part, lines);
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (redefined != null && name != null) {
      names.put(name, new String(original, StandardCharsets.ISO_8859_1).contains(WEFT));
    }
    return null;
  }
}
