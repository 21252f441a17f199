package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.net.Socket;
import java.net.SocketImpl;
import java.nio.channels.Channel;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Hangs Weft's state on a {@link FileDescriptor}: on its private field {@code parent}, which only
 * file streams use. A new socket has a new descriptor object, so the state can never meet a reused
 * descriptor number, needs no clearing at close, and costs one field read to look up.
 */
public final class Descriptors {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long PARENT = UNSAFE.objectFieldOffset(FileDescriptor.class, "parent");

  private static final long NUMBER = UNSAFE.objectFieldOffset(FileDescriptor.class, "fd");

  private static final long SOCKET_FD = UNSAFE.objectFieldOffset(SocketImpl.class, "fd");

  private static final Class<?> SOCKET_CHANNEL = jdkClass("sun.nio.ch.SocketChannelImpl");
  private static final long CHANNEL_FD = UNSAFE.objectFieldOffset(SOCKET_CHANNEL, "fd");

  private Descriptors() {}

  private static Class<?> jdkClass(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * The descriptor of a channel, or null when it is no socket channel of the JDK: one that the
   * process was started with is of a subclass.
   */
  static @Nullable FileDescriptor of(Channel channel) {
    return SOCKET_CHANNEL.isInstance(channel)
        ? (FileDescriptor) UNSAFE.getReference(channel, CHANNEL_FD)
        : null;
  }

  /** The descriptor of a socket, or null while it has none. */
  static @Nullable FileDescriptor of(SocketImpl socket) {
    return (FileDescriptor) UNSAFE.getReference(socket, SOCKET_FD);
  }

  /** The number of an open descriptor. */
  static int number(FileDescriptor fd) {
    return UNSAFE.getInt(fd, NUMBER);
  }

  /** A descriptor of that number, which is somebody else's to close. */
  public static FileDescriptor ofNumber(int number) {
    FileDescriptor fd = new FileDescriptor();
    UNSAFE.putInt(fd, NUMBER, number);
    return fd;
  }

  /** The number of a descriptor that {@link #ofNumber} made has gone back to the kernel. */
  public static void invalidate(FileDescriptor fd) {
    UNSAFE.putIntVolatile(fd, NUMBER, -1);
  }

  /** The state on {@code fd}, or null. */
  public static @Nullable Attachment get(FileDescriptor fd) {
    return UNSAFE.getReference(fd, PARENT) instanceof Attachment attachment ? attachment : null;
  }

  /** The connection state on {@code fd}, or null when Weft leaves it alone. */
  static @Nullable MeshSocket meshSocket(FileDescriptor fd) {
    return UNSAFE.getReference(fd, PARENT) instanceof MeshSocket socket ? socket : null;
  }

  /** As {@link #meshSocket}, where there may be no descriptor yet. */
  static @Nullable MeshSocket meshSocketOrNull(@Nullable FileDescriptor fd) {
    return fd == null ? null : meshSocket(fd);
  }

  /**
   * The connection state of a channel or socket of the JDK, selectable, asynchronous or blocking;
   * null for anything else, and when Weft leaves it alone. That of a native transport is its own.
   */
  public static @Nullable MeshSocket meshSocketOf(@Nullable Object connection) {
    FileDescriptor fd = null;
    if (connection instanceof MeshSocket socket) {
      return socket;
    } else if (connection instanceof Channel channel) {
      fd = of(channel);
      if (fd == null) {
        fd = Others.ofAsynchronous(channel);
      }
    } else if (connection instanceof Socket socket) {
      fd = Others.of(socket);
    }
    return meshSocketOrNull(fd);
  }

  /** Apart, so that a program without such connections pays nothing for them. */
  private static final class Others {
    private static final Class<?> ASYNCHRONOUS =
        jdkClass("sun.nio.ch.UnixAsynchronousSocketChannelImpl");
    private static final long ASYNCHRONOUS_FD =
        UNSAFE.objectFieldOffset(ASYNCHRONOUS.getSuperclass(), "fd");
    private static final Class<?> ADAPTOR = jdkClass("sun.nio.ch.SocketAdaptor");
    private static final long ADAPTOR_CHANNEL = UNSAFE.objectFieldOffset(ADAPTOR, "sc");
    private static final long SOCKET_IMPL = UNSAFE.objectFieldOffset(Socket.class, "impl");
    private static final Class<?> DELEGATING = jdkClass("java.net.DelegatingSocketImpl");
    private static final long DELEGATE = UNSAFE.objectFieldOffset(DELEGATING, "delegate");

    private Others() {}

    static @Nullable FileDescriptor ofAsynchronous(Channel channel) {
      return channel.getClass() == ASYNCHRONOUS
          ? (FileDescriptor) UNSAFE.getReference(channel, ASYNCHRONOUS_FD)
          : null;
    }

    static @Nullable FileDescriptor of(Socket socket) {
      if (ADAPTOR.isInstance(socket)) {
        return Descriptors.of((Channel) UNSAFE.getReference(socket, ADAPTOR_CHANNEL));
      }
      SocketImpl impl = (SocketImpl) UNSAFE.getReference(socket, SOCKET_IMPL);
      if (DELEGATING.isInstance(impl)) {
        // What new Socket() has, unless it is told that there is no proxy.
        impl = (SocketImpl) UNSAFE.getReference(impl, DELEGATE);
      }
      return impl == null ? null : Descriptors.of(impl);
    }
  }

  /** Hangs {@code next} on {@code fd}, if {@code before} hangs there. */
  static boolean replace(FileDescriptor fd, Attachment before, Attachment next) {
    return UNSAFE.compareAndSetReference(fd, PARENT, before, next);
  }

  /** Takes {@code attachment} from {@code fd}, if that is what hangs there. */
  public static void detach(FileDescriptor fd, Attachment attachment) {
    boolean unused = UNSAFE.compareAndSetReference(fd, PARENT, attachment, null);
  }

  /** Hangs {@code attachment} on {@code fd}, unless something hangs there already. */
  static boolean attach(FileDescriptor fd, Attachment attachment) {
    return UNSAFE.compareAndSetReference(fd, PARENT, null, attachment);
  }
}
