package dev.weft.bootstrap.http;

import org.jspecify.annotations.Nullable;

/** Woven into a library's request object where its judgement and its refusal are apart. */
public interface Judged {
  /** The verdict; null before there is one. */
  @Nullable Verdict weftVerdict();

  /** Keeps the verdict. */
  void weftVerdict(@Nullable Verdict verdict);
}
