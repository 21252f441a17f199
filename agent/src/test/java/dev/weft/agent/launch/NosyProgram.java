package dev.weft.agent.launch;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.jar.JarFile;

/** An application that looks for the agent wherever it can, and prints what it finds. */
public final class NosyProgram {
  private NosyProgram() {}

  /**
   * Looks.
   *
   * @param args the path of the agent's jar
   */
  public static void main(String[] args) throws IOException {
    try (JarFile jar = new JarFile(new File(args[0]))) {
      for (var entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        int dot = name.lastIndexOf(".class");
        if (dot > 0) {
          look(name.substring(name.indexOf("dev/"), dot).replace('/', '.'));
        }
      }
    }
    for (String folder :
        new String[] {
          "META-INF/services", "META-INF/versions", "META-INF/maven", "module-info.class"
        }) {
      for (URL url : Collections.list(ClassLoader.getSystemResources(folder))) {
        if (url.toString().contains("weft")) {
          System.out.println("resource " + url);
        }
      }
    }
    System.out.println(
        "context " + Thread.currentThread().getContextClassLoader().getClass().getSimpleName());
  }

  private static void look(String name) {
    try {
      Class<?> found = Class.forName(name, false, ClassLoader.getSystemClassLoader());
      System.out.println("class " + found.getName() + " " + found.getClassLoader());
    } catch (ClassNotFoundException e) {
      return;
    }
  }
}
