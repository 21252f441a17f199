package dev.weft.bootstrap.http;

import dev.weft.bootstrap.MeshSocket;

/** Judges requests. Called on the application's threads, several at once. */
public interface RequestGate {
  /** Every request on {@code socket} is going to be judged, and nothing has been read from it. */
  void claimed(MeshSocket socket);

  /**
   * What follows on {@code socket} is not going to be judged request by request.
   *
   * @return whether it may go on; it is cut off if not
   */
  boolean released(MeshSocket socket);

  /**
   * Judges a request, and changes what it carries where that has to be changed.
   *
   * @param socket the state of its connection
   */
  Verdict judge(MeshSocket socket, RequestView request);

  /**
   * Judges a request on a connection that Weft's hooks did not see, so that nobody knows who sent
   * it, from where and to which port.
   *
   * @param ofJdk whether the connection is a channel or socket of the JDK, such as a UNIX socket,
   *     or a UNIX socket of a native transport that the mesh is in; if not, it may be anything
   */
  Verdict judgeUnseen(boolean ofJdk, RequestView request);

  /** Is told of a fault of Weft's own; must not throw. */
  void fault(String where, Throwable fault);
}
