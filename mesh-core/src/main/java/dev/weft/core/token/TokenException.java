package dev.weft.core.token;

/** A token was refused. The message never repeats anything of the token. */
public final class TokenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final TokenFault fault;

  TokenException(TokenFault fault, String message) {
    // Refusals are an everyday answer to strangers' input: nobody looks at their stack.
    super(message, null, false, false);
    this.fault = fault;
  }

  /** Why. */
  public TokenFault fault() {
    return fault;
  }
}
