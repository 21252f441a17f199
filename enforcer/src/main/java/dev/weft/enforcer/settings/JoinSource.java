package dev.weft.enforcer.settings;

import dev.weft.core.identity.JoinCredential;
import dev.weft.core.identity.JoinToken;
import dev.weft.core.identity.KnownCa;
import dev.weft.core.identity.KubernetesToken;
import dev.weft.core.identity.PodCredential;
import dev.weft.core.identity.PodName;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where what this workload joins with is: in a setting, in a file, or mounted into its pod. */
public sealed interface JoinSource {
  /** No join token is longer, in bytes. */
  int MAX_LENGTH = 1024;

  /**
   * What to join with. Files are read, so that one that is missing or malformed is an error at
   * start.
   *
   * @throws SettingException when there is no such thing; the message holds nothing of its content
   */
  JoinCredential credential();

  /**
   * The one that is set or, when none is, the one that is mounted.
   *
   * @throws SettingException when there is none, or more than one is set
   */
  static JoinSource of(@Nullable Secret token, @Nullable Path file, PodMount pod) {
    if (token != null && file != null) {
      throw new SettingException(
          "join and join.file: both set (expected: join=<join token>, or join.file=<path of a file"
              + " that holds one>)");
    }
    JoinSource set = token != null ? new Given(token) : file != null ? new InFile(file) : null;
    if (set != null) {
      pod.requireUnset();
      return set;
    }
    JoinSource mounted = pod.find();
    if (mounted != null) {
      return mounted;
    }
    throw new SettingException(
        "join: not set (expected: join=<join token>, or join.file=<path of a file that holds one>,"
            + " or kubernetes.token.file=<path of a service-account token>, which "
            + pod.standardToken()
            + " is without being set)");
  }

  /**
   * A join token itself.
   *
   * @param token the token
   */
  record Given(Secret token) implements JoinSource {
    @Override
    public JoinCredential credential() {
      return JoinToken.parse(token.reveal());
    }
  }

  /**
   * A file with a join token.
   *
   * @param file its path
   */
  record InFile(Path file) implements JoinSource {
    @Override
    public JoinCredential credential() {
      String text;
      // Not by a channel: the hooks go into the JDK's channels, and none may be loaded before.
      try (InputStream in = new FileInputStream(file.toFile())) {
        text = new String(in.readNBytes(MAX_LENGTH + 1), StandardCharsets.US_ASCII).strip();
      } catch (IOException e) {
        throw new SettingException(
            "join.file: "
                + Texts.abbreviate(file.toString())
                + " cannot be read, "
                + e.getClass().getSimpleName()
                + " (expected: a file that holds a join token)");
      }
      try {
        return JoinToken.parse(text);
      } catch (IllegalArgumentException e) {
        throw new SettingException(
            "join.file "
                + Texts.abbreviate(file.toString())
                + ": *** (expected: "
                + new JoinTokenType().expected()
                + ")");
      }
    }
  }

  /**
   * A file with a token of the pod's service account, and the CA that it cannot name.
   *
   * @param file its path
   * @param ca the mesh's CA
   */
  record InPod(Path file, KnownCa ca) implements JoinSource {
    @Override
    public JoinCredential credential() {
      KubernetesToken token = token();
      require("kubernetes.token.file", token::bearer);
      require("ca.file", token::authorities);
      return token;
    }

    /** What a node proxy joins with for {@code pod}, by the token of its own pod. */
    public JoinSource forPod(PodName pod) {
      return new ForPod(this, pod);
    }

    /** The token in the file. */
    public KubernetesToken token() {
      return new KubernetesToken(file, ca);
    }

    private static void require(String setting, Reading reading) {
      try {
        Object unused = reading.read();
      } catch (IOException e) {
        throw new SettingException(setting + ": " + Texts.sentence(String.valueOf(e.getMessage())));
      }
    }

    @FunctionalInterface
    private interface Reading {
      Object read() throws IOException;
    }
  }

  /**
   * The token of a node proxy's own pod, shown for another pod.
   *
   * @param own where that token is
   * @param pod for whom it is shown
   */
  record ForPod(InPod own, PodName pod) implements JoinSource {
    @Override
    public JoinCredential credential() {
      return new PodCredential(own.token(), pod);
    }
  }
}
