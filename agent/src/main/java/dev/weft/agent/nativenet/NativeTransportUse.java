package dev.weft.agent.nativenet;

/** What becomes of the native transports that the mesh can be in. */
public enum NativeTransportUse {
  /** Their connections are part of the mesh like any other. */
  MESH,
  /** They are switched off, and programs use the JDK's sockets. */
  OFF
}
