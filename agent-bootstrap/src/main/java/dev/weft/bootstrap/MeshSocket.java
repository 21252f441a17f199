package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The state of one meshed TCP connection, as the rewritten JDK code sees it. Implementations are
 * called from any thread of the application, several at once, and never block on anything but the
 * descriptor itself. They turn a fault of their own into an {@link IOException}: nothing else
 * reaches the application.
 */
public abstract class MeshSocket extends Attachment {
  /** The connection streams, or has failed: reads and writes say what there is. */
  public static final int OPEN = -1;

  /** The connection waits for an answer of the mesh, not for its descriptor. */
  public static final int NOTHING = 0;

  /**
   * Reads decrypted bytes to native memory.
   *
   * @param address where to put them
   * @param length how many at most, more than 0
   * @return a byte count above 0, or one of {@link IoResult}
   */
  public abstract int read(FileDescriptor fd, long address, int length) throws IOException;

  /**
   * Encrypts and writes bytes from native memory.
   *
   * @return a byte count above 0, or one of {@link IoResult}
   */
  public abstract int write(FileDescriptor fd, long address, int length) throws IOException;

  /**
   * Encrypts and writes the bytes of several pieces of native memory, in order.
   *
   * @return a byte count above 0, or one of {@link IoResult}
   */
  public abstract long writev(FileDescriptor fd, IoVector vector) throws IOException;

  /** TCP is connected (client side): the handshake may begin. Idempotent. */
  public abstract void connected(FileDescriptor fd) throws IOException;

  /** The number of bytes that can be read without waiting, given what the kernel would say. */
  public abstract int available(FileDescriptor fd, int kernel) throws IOException;

  /** The application shuts its input down: an end of stream is no loss from now on. */
  public abstract void shuttingDownInput();

  /**
   * The application shuts its output down: the peer must learn of it inside TLS first.
   *
   * @param atOnce whether the kernel shuts it down when this returns, whatever {@link
   *     #shutsDownLater} says: then this waits until the connection is open
   */
  public abstract void shuttingDownOutput(FileDescriptor fd, boolean atOnce) throws IOException;

  /**
   * The kernel is about to shut the connection down for the application. It must not where that
   * direction is still needed; then Weft shuts it down later.
   *
   * @param input whether that is the input; else the output
   */
  public abstract boolean shutsDownLater(boolean input);

  /** The application closes the socket: say goodbye if that can be done at once. Never throws. */
  public abstract void closing(FileDescriptor fd);

  /**
   * Called by a thread about to wait for the descriptor.
   *
   * @param event the poll event it wants
   * @param nanos how long, 0 for ever
   * @return how to wait, or null to wait as it meant to
   */
  public abstract @Nullable ParkPlan planPark(FileDescriptor fd, int event, long nanos)
      throws IOException;

  /** The waiting that {@link #planPark} planned is over, for whatever reason. */
  public abstract void parked(FileDescriptor fd);

  /**
   * The poll events to register with a selector, when the application's interest means {@code
   * events}.
   */
  public abstract int interestEvents(int events);

  /**
   * A selector saw {@code events} on the descriptor; or, with 0, asks what is ready without any.
   *
   * @param key the selection key
   * @return the poll events to report to the application; 0 for none
   */
  public abstract int readyEvents(FileDescriptor fd, int events, Object key);

  /** A selection key of this connection was made or its interest has changed. */
  public abstract void registered(FileDescriptor fd, Object key);

  /**
   * What carries this connection where that is no plain socket: a selectable channel, which may be
   * blocking or not; or an asynchronous channel or the socket of a native transport, so that it can
   * be woken.
   */
  public abstract void carriedBy(Object channel);

  /**
   * The poll event that the opening waits for; {@link #NOTHING} where that is no event of the
   * descriptor, {@link #OPEN} when there is nothing to wait for any more.
   */
  public abstract int opening();

  /** Whether a read would succeed, or fail, without the descriptor being readable. */
  public abstract boolean hasLeftover();

  /**
   * The poll events an asynchronous channel should arm.
   *
   * @param reading whether a read is pending
   * @param writing whether a write is pending
   */
  public abstract int asyncInterest(boolean reading, boolean writing);

  /**
   * An armed event fired on an asynchronous channel.
   *
   * @return the poll events to go on with; 0 to arm again and wait
   */
  public abstract int asyncReady(FileDescriptor fd, int events);
}
