package dev.weft.agent.http.nettyepoll;

import dev.weft.bootstrap.nativenet.NativeBytes;
import dev.weft.bootstrap.nativenet.NativeFile;
import io.netty.channel.DefaultFileRegion;
import java.io.IOException;

/** Files that are sent over Netty's sockets. What woven sockets call. */
public final class EpollFiles {
  private EpollFiles() {}

  /**
   * Sends what can be sent now of a file's region.
   *
   * @param offset how much of it was sent before
   * @return how much was sent, or {@link NativeBytes#PASS} when the kernel may do it
   */
  public static long send(Object descriptor, Object region, long offset) throws IOException {
    NativeFile target = NativeFile.to(descriptor);
    if (target == null) {
      return NativeBytes.PASS;
    }
    long sent = ((DefaultFileRegion) region).transferTo(target, offset);
    return sent == 0 && target.isPlain() ? NativeBytes.PASS : sent;
  }
}
