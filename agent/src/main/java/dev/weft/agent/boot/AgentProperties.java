package dev.weft.agent.boot;

import java.lang.instrument.Instrumentation;
import java.util.Properties;
import jdk.internal.vm.VMSupport;

/**
 * The JVM's agent properties: what a tool that attaches can read, and no code of the application
 * sees. They are no system properties.
 */
public final class AgentProperties {
  private AgentProperties() {}

  /** Sets one. */
  public static void set(Instrumentation instrumentation, String name, String value) {
    JdkAccess.exportSupport(instrumentation, AgentProperties.class.getModule());
    Access.set(name, value);
  }

  /** Apart from the rest, because it can be linked only when its package was exported to it. */
  private static final class Access {
    private Access() {}

    static void set(String name, String value) {
      Properties properties = VMSupport.getAgentProperties();
      Object unused = properties.put(name, value);
    }
  }
}
