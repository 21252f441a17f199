/**
 * Answers people who ask what they themselves may: {@code kubectl auth can-i}, {@code auth can-i
 * --list} and {@code auth whoami}.
 *
 * <p>Starting points: {@link dev.weft.server.access.review.SelfReview} has them all, {@link
 * dev.weft.server.access.review.SelfReviewHandler} serves one.
 */
@NullMarked
package dev.weft.server.access.review;

import org.jspecify.annotations.NullMarked;
