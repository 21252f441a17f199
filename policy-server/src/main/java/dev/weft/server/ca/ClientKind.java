package dev.weft.server.ca;

/** What a client's certificate says that the client is, by the CA that it comes from. */
public enum ClientKind {
  /** A workload: its certificate comes from the mesh's CA. */
  WORKLOAD,
  /** A person: their certificate comes from the CA for people. */
  PERSON
}
