package dev.weft.agent.launch;

/** An application that prints one line. */
public final class HelloProgram {
  private HelloProgram() {}

  /** Prints the line. */
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
