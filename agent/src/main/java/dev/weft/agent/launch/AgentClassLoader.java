package dev.weft.agent.launch;

import java.io.ByteArrayInputStream;
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
    byte[] bytes = read("inst/" + name.replace('.', '/') + CLASS_DATA);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
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
    byte[] bytes = read("inst/" + entry);
    if (bytes == null) {
      bytes = read("boot/" + entry);
    }
    if (bytes != null) {
      return new ByteArrayInputStream(bytes);
    }
    return name.startsWith(OWN_PATH) ? null : super.getResourceAsStream(name);
  }

  private byte @Nullable [] read(String name) {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("agent jar: cannot read " + name, e);
    }
  }
}
