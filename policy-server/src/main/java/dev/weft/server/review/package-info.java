/**
 * Answers whether a caller may send a request to a workload, and which rule says so, without any
 * request being sent. Starting point: {@link dev.weft.server.review.AccessReviewEvaluator}.
 */
@NullMarked
package dev.weft.server.review;

import org.jspecify.annotations.NullMarked;
