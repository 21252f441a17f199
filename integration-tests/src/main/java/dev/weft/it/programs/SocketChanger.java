package dev.weft.it.programs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another agent, which changes the JDK's sockets while the program runs: each of their classes is
 * transformed again by itself. Given by the flag it has its place among the agents, and does
 * nothing until it is loaded once more, with {@code CHANGE:FILE}. What became of each class is in
 * that file then: {@code CLASS changed}, or the exception that whoever changes it got. Given by the
 * flag with a change, it makes it from the beginning.
 */
public final class SocketChanger implements ClassFileTransformer {
  private static final String PACKAGE = "sun/nio/ch/";

  private static volatile @Nullable Instrumentation early;
  private static volatile Change change = Change.NONE;

  /** What becomes of a class file. */
  public enum Change {
    /** Left as it is. */
    NONE {
      @Override
      byte @Nullable [] of(String name, byte[] original) {
        return null;
      }
    },
    /** Another name of the source, which nobody minds. */
    HARMLESS {
      @Override
      byte[] of(String name, byte[] original) {
        String source = name.substring(name.lastIndexOf('/') + 1) + ".java";
        return replaced(original, source, source + "x");
      }
    },
    /** The source's name becomes annotations without end, which only the JVM does not read. */
    UNREADABLE {
      @Override
      byte[] of(String name, byte[] original) {
        return replaced(original, "SourceFile", "RuntimeVisibleAnnotations");
      }
    },
    /** The class as the JDK has it, whatever others have made of it. */
    PRISTINE {
      @Override
      byte @Nullable [] of(String name, byte[] original) {
        try (InputStream in = Object.class.getResourceAsStream("/" + name + ".class")) {
          return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
          return null;
        }
      }
    };

    abstract byte @Nullable [] of(String name, byte[] original);
  }

  private SocketChanger() {}

  /** Called by the JVM at the start. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    if (argument != null) {
      change = Change.valueOf(argument);
    }
    early = instrumentation;
    instrumentation.addTransformer(new SocketChanger(), true);
  }

  /** Called by the JVM later. */
  public static void agentmain(String argument, Instrumentation late) throws IOException {
    int colon = argument.indexOf(':');
    Instrumentation instrumentation = early;
    if (instrumentation == null) {
      instrumentation = late;
      late.addTransformer(new SocketChanger(), true);
    }
    change = Change.valueOf(argument.substring(0, colon));
    List<String> lines = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null
          && instrumentation.isModifiableClass(type)
          && !type.isHidden()
          && type.getName().startsWith(PACKAGE.replace('/', '.'))) {
        lines.add(type.getName() + " " + outcome(instrumentation, type));
      }
    }
    Path whole = Path.of(argument.substring(colon + 1));
    Path part = Path.of(whole + ".part");
    Files.write(part, lines);
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String outcome(Instrumentation instrumentation, Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
      return "changed";
    } catch (Exception | Error e) {
      return e.getClass().getSimpleName();
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (name == null || !name.startsWith(PACKAGE)) {
      return null;
    }
    return change.of(name, original);
  }

  /** The class file with another text in place of one in its constant pool. */
  private static byte[] replaced(byte[] original, String text, String by) {
    String file = new String(original, StandardCharsets.ISO_8859_1);
    return file.replace(constant(text), constant(by)).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** As it is in a class file: a tag, the length, and the text. */
  private static String constant(String text) {
    return "\u0001\u0000" + (char) text.length() + text;
  }
}
