package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one end has heard.
 *
 * @param bytes what
 * @param ended whether it heard that this was all
 * @param failure what it met first instead, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what is in it
record Heard(byte[] bytes, boolean ended, @Nullable String failure) {
  static Heard by(Talk talk) {
    return new Heard(
        talk.heard(), talk.ended(), talk.failure() == null ? null : talk.failure().toString());
  }

  /**
   * Whatever was done to it: a beginning of what was said, and an end only after all of it, or when
   * the one who said it, {@code other}, met a failure and closed instead.
   */
  void assertHonest(String what, byte[] said, Heard other) {
    assertThat(bytes.length).as(what).isLessThanOrEqualTo(said.length);
    assertThat(Arrays.equals(bytes, 0, bytes.length, said, 0, bytes.length)).as(what).isTrue();
    assertThat(ended || failure != null).as(what).isTrue();
    if (ended && other.failure == null) {
      assertThat(bytes.length).as(what).isEqualTo(said.length);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Heard heard
        && Arrays.equals(bytes, heard.bytes)
        && ended == heard.ended
        && Objects.equals(failure, heard.failure);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "%d bytes, %s".formatted(bytes.length, ended ? "ended" : failure);
  }
}
