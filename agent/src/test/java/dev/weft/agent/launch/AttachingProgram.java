package dev.weft.agent.launch;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;

/** An application that attaches the agent to itself, twice. */
public final class AttachingProgram {
  private AttachingProgram() {}

  /**
   * Attaches.
   *
   * @param args the agent's jar and its argument
   */
  public static void main(String[] args) throws Exception {
    VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
    load(self, args);
    load(self, args);
    self.detach();
  }

  private static void load(VirtualMachine self, String[] args) throws Exception {
    try {
      self.loadAgent(args[0], args[1]);
      System.out.println("attached");
    } catch (AgentInitializationException e) {
      System.out.println("refused");
    }
  }
}
