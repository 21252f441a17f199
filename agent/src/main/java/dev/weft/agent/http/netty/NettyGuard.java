package dev.weft.agent.http.netty;

import dev.weft.bootstrap.http.Guarded;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import java.lang.reflect.Method;

/**
 * Stands for a decoder whose every message passes the judgement: no class beneath Netty's own does
 * its decoding in another way.
 */
public final class NettyGuard extends ClassValue<Boolean> implements Guarded {
  static final NettyGuard GUARD = new NettyGuard();

  private NettyGuard() {}

  /** Whether the judgement stands in {@code decoder}, and its leaving would be seen. */
  static boolean covers(Object decoder) {
    return decoder instanceof Guarded && GUARD.get(decoder.getClass());
  }

  @Override
  protected Boolean computeValue(Class<?> type) {
    return !decodesItself(type);
  }

  private static boolean decodesItself(Class<?> decoder) {
    for (Class<?> type = decoder;
        type != null && type != HttpObjectDecoder.class;
        type = type.getSuperclass()) {
      // The codec's own looks at what was decoded, after the judgement.
      if (type.getEnclosingClass() != HttpServerCodec.class && declaresDecode(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean declaresDecode(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      String name = method.getName();
      if (name.equals("decode") || name.equals("callDecode") || name.equals("channelRead")) {
        return true;
      }
    }
    return false;
  }
}
