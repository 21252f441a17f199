package dev.weft.agent.launch;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent lives: classes from the {@link ClassArchive} in the agent's jar, where no other
 * class loader finds them, and resources from its {@code inst/} part.
 *
 * <p>One rule says who answers for a class: names under {@code dev.weft.} are its own, except
 * {@code dev.weft.bootstrap.}, which the boot loader has; everything else comes from the platform
 * class loader, never from the application.
 *
 * <p>The jar stays open for as long as the agent runs, so that a new jar put in its place cannot
 * mix two versions. Resources come as streams only: a URL would go through the JDK's shared jar
 * cache.
 */
final class AgentClassLoader extends ClassLoader {
  private static final String OWN = "dev.weft.";
  private static final String OWN_PATH = "dev/weft/";
  private static final String BOOT = "dev.weft.bootstrap.";
  private static final String CLASS = ".class";

  /** In bytes. */
  private static final int LARGE = 256 * 1024;

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final ClassArchive classes;
  private final ProtectionDomain domain;

  /**
   * @param jar the agent's jar
   * @throws IOException when it cannot be read
   */
  AgentClassLoader(Path jar) throws IOException {
    super("weft-agent", ClassLoader.getPlatformClassLoader());
    this.jar = new ZipFile(jar.toFile());
    this.classes = new ClassArchive(this.jar);
    URL location = jar.toUri().toURL();
    Permissions all = new Permissions();
    all.add(new AllPermission());
    this.domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), all);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN) || name.startsWith(BOOT)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      return found == null ? findClass(name) : found;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    // A boot type that the boot loader does not have yet must not become another of that name.
    try (ClassFile file = name.startsWith(BOOT) ? null : classFile(pathOf(name))) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, file.bytes(), 0, file.length(), domain);
    }
  }

  /**
   * The class file or resource of that name: of the agent, of its boot types, or of the JDK. What
   * has a name of the agent's own comes from its jar or not at all.
   */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    if (name.endsWith(CLASS)) {
      try (ClassFile file = classFile(name)) {
        if (file != null) {
          return new ByteArrayInputStream(Arrays.copyOf(file.bytes(), file.length()));
        }
      }
    } else {
      ZipEntry entry = jar.getEntry("inst/" + name);
      if (entry != null) {
        return open(entry);
      }
    }
    return name.startsWith(OWN_PATH) ? null : super.getResourceAsStream(name);
  }

  private static String pathOf(String className) {
    return className.replace('.', '/').concat(CLASS);
  }

  private @Nullable ClassFile classFile(String name) {
    try {
      return classes.read(name);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** What is large is copied elsewhere, and need not be whole in the program's heap for that. */
  private InputStream open(ZipEntry entry) {
    try {
      InputStream in = jar.getInputStream(entry);
      return entry.getSize() > LARGE ? in : whole(in, Math.toIntExact(entry.getSize()));
    } catch (IOException e) {
      throw unreadable(entry.getName(), e);
    }
  }

  /** By one array of the right size: what starts with the program must not fill its heap. */
  private static InputStream whole(InputStream in, int size) throws IOException {
    byte[] bytes = new byte[size];
    try (in) {
      int length = in.readNBytes(bytes, 0, size);
      if (length < size) {
        throw new EOFException(length + " bytes (expected: " + size + ")");
      }
    }
    return new ByteArrayInputStream(bytes);
  }

  private static IllegalStateException unreadable(String name, IOException e) {
    return new IllegalStateException("agent jar: cannot read " + name, e);
  }
}
