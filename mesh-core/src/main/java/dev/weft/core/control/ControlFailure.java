package dev.weft.core.control;

/** The ways in which an exchange with the policy server fails. */
public enum ControlFailure {
  /** No connection, a broken one, or no answer in time. */
  UNREACHABLE,
  /** Whoever answered could not prove to be the policy server. */
  UNTRUSTED_SERVER,
  /** What to join with cannot be read at present, such as a token that is being replaced. */
  NO_CREDENTIAL,
  /** The server refused our TLS handshake or certificate, or what we joined with (401). */
  NOT_AUTHENTICATED,
  /** The server refused the request. */
  REFUSED,
  /** The answer breaks HTTP, its limits, or the wire contract. */
  MALFORMED_ANSWER,
  /** A config came and was not put in force. */
  CONFIG_REFUSED,
  /** Too much is under way already. */
  OVERLOADED,
  /** The client is closed. */
  CLOSED
}
