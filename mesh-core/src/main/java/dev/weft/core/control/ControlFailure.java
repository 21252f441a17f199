package dev.weft.core.control;

/** The ways in which an exchange with the policy server fails. */
public enum ControlFailure {
  /** No connection, a broken one, or no answer in time. */
  UNREACHABLE,
  /** Whoever answered could not prove to be the policy server. */
  UNTRUSTED_SERVER,
  /** The server refused our TLS handshake or certificate, or the join token (401). */
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
