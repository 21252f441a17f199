package dev.weft.agent.launch;

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
    self.loadAgent(args[0], args[1]);
    self.loadAgent(args[0], args[1]);
    self.detach();
    System.out.println("attached");
  }
}
