package dev.weft.it.programs.contracts;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a channel writes: many buffers at once, into a full socket, files. */
// Splicing is deprecated in 4.2, and the former spelling of a method has to be there.
@SuppressWarnings("deprecation")
final class NettyWriting {
  /** More than one system call takes (IOV_MAX). */
  private static final int MANY = 3_000;

  private static final int BYTES = 4_000_000;
  private static final long LIMIT_SECONDS = 40;

  private final NettyTransport transport;

  NettyWriting(NettyTransport transport) {
    this.transport = transport;
  }

  List<Check> checks() {
    String name = transport.title() + ".writing.";
    List<Check> checks =
        new ArrayList<>(
            List.of(
                new Check(name + "manySmallBuffers_arriveInOrder", () -> buffers(true)),
                new Check(
                    name + "manySmallBuffers_openedFirst_arriveInOrder", () -> buffers(false)),
                new Check(name + "compositeBuffer_arrivesInOrder", this::composite),
                new Check(name + "readerIsSlow_writabilityChanges", this::slowReader),
                new Check(name + "smallKernelBuffers_nothingIsLost", this::smallKernelBuffers),
                new Check(name + "bothWaysAtOnce_nothingIsLost", this::bothWays),
                new Check(name + "partOfAFile_arrives", this::file),
                new Check(name + "fileBetweenBuffers_arrivesInOrder", this::fileBetweenBuffers),
                new Check(name + "regionOfOnesOwn_arrives", this::ownRegion)));
    if (transport.isEpoll()) {
      checks.add(new Check(transport.title() + ".meshed.splice_isRefused", this::splice));
    }
    return checks;
  }

  private static void await(ChannelFuture future) throws Exception {
    future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The kernel would move bytes between descriptors as they are. */
  private void splice() throws Exception {
    try (NettyPair one = NettyPair.open(transport).established();
        NettyPair two = NettyPair.open(transport).established()) {
      EpollSocketChannel from = (EpollSocketChannel) one.server().channel();
      EpollSocketChannel to = (EpollSocketChannel) two.client().channel();
      Expect.fails(IllegalStateException.class, () -> await(from.spliceTo(to, Integer.MAX_VALUE)));
      Path file = Files.createTempFile("splice", ".bin");
      try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
        FileDescriptor target = FileDescriptor.from(file.toFile());
        Expect.fails(IllegalStateException.class, () -> await(from.spliceTo(target, 0, 1)));
        target.close();
        Expect.equal(opened.size(), 0L, "size");
      } finally {
        Files.delete(file);
      }
    }
  }

  private static ByteBuf buffer(Channel channel, byte[] bytes, int from, int length, int kind) {
    ByteBuf buffer =
        kind % 2 == 0 ? channel.alloc().directBuffer(length) : channel.alloc().heapBuffer(length);
    return buffer.writeBytes(bytes, from, length);
  }

  private void buffers(boolean opening) throws Exception {
    byte[] bytes = Bytes.of(MANY * 37, 1);
    try (NettyPair pair = NettyPair.open(transport)) {
      if (!opening) {
        pair.established();
      }
      Channel channel = pair.client().channel();
      for (int i = 0; i < MANY; i++) {
        ChannelFuture unused = channel.write(buffer(channel, bytes, i * 37, 37, i));
      }
      channel.flush();
      pair.server().awaitBytes(bytes);
    }
  }

  private void composite() throws Exception {
    byte[] bytes = Bytes.of(MANY * 37, 2);
    try (NettyPair pair = NettyPair.open(transport).established()) {
      Channel channel = pair.client().channel();
      var whole = channel.alloc().compositeDirectBuffer(MANY);
      for (int i = 0; i < MANY; i++) {
        whole.addComponent(true, buffer(channel, bytes, i * 37, 37, 0));
      }
      channel.writeAndFlush(whole).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitBytes(bytes);
    }
  }

  private void slowReader() throws Exception {
    byte[] bytes = Bytes.of(2 * BYTES, 3);
    try (NettyPair pair =
        NettyPair.open(
            transport,
            server -> server,
            client ->
                client.option(
                    ChannelOption.WRITE_BUFFER_WATER_MARK,
                    new WriteBufferWaterMark(10_000, 20_000)))) {
      pair.established();
      pair.server().channel().config().setAutoRead(false);
      ChannelFuture sent = pair.client().sending(bytes);
      pair.client().awaitEvent("full");
      Expect.that(!sent.isDone(), "all was taken though nobody reads");
      pair.server().channel().config().setAutoRead(true);
      pair.client().awaitEvent("writable");
      pair.server().awaitBytes(bytes);
      sent.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private NettyPair openSmall() throws InterruptedException {
    return NettyPair.open(
        transport,
        server ->
            server
                .option(ChannelOption.SO_RCVBUF, 4_096)
                .childOption(ChannelOption.SO_SNDBUF, 4_096),
        client ->
            client.option(ChannelOption.SO_SNDBUF, 4_096).option(ChannelOption.SO_RCVBUF, 4_096));
  }

  private void smallKernelBuffers() throws Exception {
    byte[] bytes = Bytes.of(BYTES / 8, 4);
    try (NettyPair pair = openSmall()) {
      Channel channel = pair.client().channel();
      int from = 0;
      for (int i = 0; from < bytes.length; i++) {
        int length = Math.min(bytes.length - from, 1 + i * 7919 % 30_000);
        ChannelFuture unused = channel.writeAndFlush(buffer(channel, bytes, from, length, i));
        from += length;
      }
      pair.server().awaitBytes(bytes);
    }
  }

  private void bothWays() throws Exception {
    byte[] there = Bytes.of(BYTES / 4, 5);
    byte[] back = Bytes.of(BYTES / 4, 6);
    try (NettyPair pair = openSmall()) {
      pair.client().send(there);
      pair.server().send(back);
      pair.server().awaitBytes(there);
      pair.client().awaitBytes(back);
    }
  }

  private void file() throws Exception {
    byte[] bytes = Bytes.of(BYTES, 7);
    Path path = Files.write(Files.createTempFile("region", ".bin"), bytes);
    try (NettyPair pair = NettyPair.open(transport)) {
      pair.client()
          .channel()
          .writeAndFlush(new DefaultFileRegion(path.toFile(), 1_000, BYTES - 3_000))
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitBytes(Arrays.copyOfRange(bytes, 1_000, BYTES - 2_000));
    } finally {
      Files.delete(path);
    }
  }

  private void fileBetweenBuffers() throws Exception {
    byte[] bytes = Bytes.of(BYTES / 2, 8);
    Path path = Files.write(Files.createTempFile("region", ".bin"), bytes);
    int part = BYTES / 8;
    try (NettyPair pair = openSmall()) {
      Channel channel = pair.client().channel();
      ChannelFuture unused = channel.write(buffer(channel, bytes, 0, part, 0));
      unused = channel.write(new DefaultFileRegion(path.toFile(), part, part));
      unused = channel.write(buffer(channel, bytes, 2 * part, part, 1));
      channel
          .writeAndFlush(new DefaultFileRegion(path.toFile(), 3L * part, part))
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitBytes(bytes);
    } finally {
      Files.delete(path);
    }
  }

  private void ownRegion() throws Exception {
    byte[] bytes = Bytes.of(BYTES / 2, 9);
    try (NettyPair pair = openSmall()) {
      pair.client().channel().writeAndFlush(new Region(bytes)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitBytes(bytes);
    }
  }

  /** Bytes that only their owner can write. */
  private static final class Region extends AbstractReferenceCounted implements FileRegion {
    private final byte[] bytes;
    private long transferred;

    Region(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    @Deprecated
    public long transfered() {
      return transferred;
    }

    @Override
    public long transferred() {
      return transferred;
    }

    @Override
    public long count() {
      return bytes.length;
    }

    @Override
    public long transferTo(WritableByteChannel target, long position) throws IOException {
      int from = (int) position;
      int length = Math.min(50_000, bytes.length - from);
      int written = target.write(ByteBuffer.wrap(bytes, from, length));
      transferred += written;
      return written;
    }

    @Override
    public FileRegion retain() {
      super.retain();
      return this;
    }

    @Override
    public FileRegion retain(int increment) {
      super.retain(increment);
      return this;
    }

    @Override
    public FileRegion touch() {
      return this;
    }

    @Override
    public FileRegion touch(Object hint) {
      return this;
    }

    @Override
    protected void deallocate() {
      // It holds nothing.
    }
  }
}
