package dev.weft.agent.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Class files of releases that are not those of the class path, and the rest from there. */
final class OtherReleases extends URLClassLoader {
  private OtherReleases(URL[] jars) {
    super(jars, OtherReleases.class.getClassLoader());
  }

  /** The jars that the build has laid down in {@code folder}. */
  static OtherReleases in(String folder) throws IOException {
    Path releases = Path.of(System.getProperty("weft.test.releases")).resolve(folder);
    try (Stream<Path> jars = Files.list(releases)) {
      return new OtherReleases(jars.map(OtherReleases::url).toArray(URL[]::new));
    }
  }

  /** Nothing of a library that is here comes from the class path. */
  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null || isHere(name) ? own : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isHere(name) ? findResources(name) : super.getResources(name);
  }

  /** Classes, and services by the names of their types. */
  private static boolean isHere(String name) {
    return name.startsWith("org/eclipse/jetty/")
        || name.startsWith("META-INF/services/org.eclipse.jetty.");
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
