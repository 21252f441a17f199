package dev.weft.it.harness;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A release of a servlet container, as {@code ServletContexts} runs on it. */
public enum ServletRelease {
  TOMCAT_9(
      "tomcat",
      17,
      "javax.servlet",
      "Tomcat callbacks",
      "",
      "tomcat-embed-core-9.0.40 javax.annotation-api-1.3.2"),
  TOMCAT_10(
      "tomcat",
      17,
      "jakarta.servlet",
      "Tomcat callbacks",
      "",
      "tomcat-embed-core-10.1.48 jakarta.annotation-api-2.1.1"),
  TOMCAT_11(
      "tomcat",
      25,
      "jakarta.servlet",
      "Tomcat callbacks",
      "",
      "tomcat-embed-core-11.0.27 jakarta.annotation-api-3.0.0"),
  JETTY_9_4_0(
      "earlier-jetty",
      17,
      "javax.servlet",
      "Jetty callbacks",
      "9.4.0.v20161208",
      "javax.servlet-api-3.1.0"),
  JETTY_11(
      "earlier-jetty",
      17,
      "jakarta.servlet",
      "Jetty callbacks",
      "11.0.25",
      "jetty-jakarta-servlet-api-5.0.2"),
  JETTY_12_0_EE8(
      "ee8",
      17,
      "javax.servlet",
      "Jetty ee8",
      "12.0.0",
      "jetty-ee8-nested-12.0.0 jetty-session-12.0.0 jetty-security-12.0.0 jetty-servlet-api-4.0.6"),
  JETTY_12_0_EE10(
      "ee10",
      17,
      "jakarta.servlet",
      "Jetty ee10",
      "12.0.0",
      "jetty-ee10-servlet-12.0.0 jetty-session-12.0.0 jetty-security-12.0.0"
          + " jakarta.servlet-api-6.0.0"),
  JETTY_12_1_EE9(
      "ee9",
      25,
      "jakarta.servlet",
      "Jetty ee9",
      "12.1.5",
      "jetty-ee9-nested-12.1.5 jetty-session-12.1.5 jetty-security-12.1.5"
          + " jetty-jakarta-servlet-api-5.0.2"),
  JETTY_12_1_EE10(
      "ee10",
      17,
      "jakarta.servlet",
      "Jetty ee10",
      "12.1.5",
      "jetty-ee10-servlet-12.1.5 jetty-session-12.1.5 jetty-security-12.1.5"
          + " jakarta.servlet-api-6.0.0"),
  JETTY_12_1_EE11(
      "ee11",
      25,
      "jakarta.servlet",
      "Jetty ee11",
      "",
      "jetty-ee11-servlet-12.1.14 jetty-session-12.1.14 jetty-security-12.1.14"
          + " jakarta.servlet-api-6.1.0"),
  JETTY_10(
      "earlier-jetty", 17, "javax.servlet", "Jetty callbacks", "10.0.0", "jetty-servlet-api-4.0.6"),
  UNDERTOW_2_1(
      "undertow",
      17,
      "javax.servlet",
      "Undertow servlet callbacks",
      "",
      "undertow-core-2.1.0.Final undertow-servlet-2.1.0.Final xnio-api-3.8.0.Final"
          + " xnio-nio-3.8.0.Final jboss-servlet-api_4.0_spec-2.0.0.Final"),
  UNDERTOW_2_3(
      "undertow",
      25,
      "jakarta.servlet",
      "Undertow servlet callbacks",
      "",
      "undertow-core-2.3.18.Final undertow-servlet-2.3.18.Final xnio-api-3.8.16.Final"
          + " xnio-nio-3.8.16.Final jakarta.servlet-api-6.0.0");

  private final String container;
  private final int jdk;
  private final String api;
  private final String woven;
  private final String jetty;
  private final String jars;

  ServletRelease(String container, int jdk, String api, String woven, String jetty, String jars) {
    this.container = container;
    this.jdk = jdk;
    this.api = api;
    this.woven = woven;
    this.jetty = jetty;
    this.jars = jars;
  }

  /** What the program calls the container. */
  public String container() {
    return container;
  }

  /** The feature release of the JDK to run it on. */
  public int jdk() {
    return jdk;
  }

  /** The package of its servlet API. */
  public String api() {
    return api;
  }

  /** What the agent calls the part of it that calls back. */
  public String woven() {
    return woven;
  }

  /** What the program takes from the tests' class path. */
  public List<String> ofTests() {
    // The newest Jetty is that of the class path.
    return this == JETTY_12_1_EE11
        ? List.of("slf4j-", "logback-", "jetty-")
        : List.of("slf4j-", "logback-", "jboss-", "wildfly-", "smallrye-");
  }

  /** {@code tests} and the jars of the release. */
  public String classPath(String tests) {
    Stream<String> core =
        jetty.isEmpty()
            ? Stream.empty()
            : Stream.of("server", "http", "io", "util").map(it -> "jetty-" + it + "-" + jetty);
    return Stream.concat(core, Stream.of(jars.split(" ", -1)))
        .map(it -> Path.of(System.getProperty("weft.test.releases"), it + ".jar").toString())
        .collect(Collectors.joining(File.pathSeparator, tests + File.pathSeparator, ""));
  }
}
