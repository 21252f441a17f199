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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent lives: classes from the {@code inst/} part of the agent's jar, kept there as
 * {@code .classdata} so that no other class loader finds them.
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
  private static final String CLASS_DATA = ".classdata";

  /** In bytes; no class file of the agent has as many. */
  private static final int LARGE = 256 * 1024;

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final ProtectionDomain domain;

  /**
   * @param jar the agent's jar
   * @throws IOException when it cannot be read
   */
  AgentClassLoader(Path jar) throws IOException {
    super("weft-agent", ClassLoader.getPlatformClassLoader());
    this.jar = new ZipFile(jar.toFile());
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
    ZipEntry entry = jar.getEntry("inst/" + name.replace('.', '/') + CLASS_DATA);
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] bytes = read(entry);
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  /**
   * The class file or resource of that name: of the agent, of its boot types, or of the JDK. What
   * has a name of the agent's own comes from its jar or not at all.
   */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    String entry =
        name.endsWith(CLASS)
            ? name.substring(0, name.length() - CLASS.length()) + CLASS_DATA
            : name;
    ZipEntry found = jar.getEntry("inst/" + entry);
    if (found == null) {
      found = jar.getEntry("boot/" + entry);
    }
    if (found != null) {
      return open(found);
    }
    return name.startsWith(OWN_PATH) ? null : super.getResourceAsStream(name);
  }

  /** What is large is copied elsewhere, and need not be whole in the program's heap for that. */
  private InputStream open(ZipEntry entry) {
    if (entry.getSize() <= LARGE) {
      return new ByteArrayInputStream(read(entry));
    }
    try {
      return jar.getInputStream(entry);
    } catch (IOException e) {
      throw unreadable(entry, e);
    }
  }

  /** One array of the right size: what starts with the program must not fill its heap. */
  private byte[] read(ZipEntry entry) {
    byte[] bytes = new byte[Math.toIntExact(entry.getSize())];
    try (InputStream in = jar.getInputStream(entry)) {
      int length = in.readNBytes(bytes, 0, bytes.length);
      if (length < bytes.length) {
        throw new EOFException(length + " bytes (expected: " + bytes.length + ")");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(entry, e);
    }
  }

  private static IllegalStateException unreadable(ZipEntry entry, IOException e) {
    return new IllegalStateException("agent jar: cannot read " + entry.getName(), e);
  }
}
