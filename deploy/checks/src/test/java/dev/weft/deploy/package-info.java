/**
 * Tests of what stands in {@code deploy}: the chart is rendered by Helm's own engine, and every
 * document is read by Kubernetes' types and by the programs whose settings are in it. Start at
 * {@code Chart} and {@code Documents}.
 */
@NullMarked
package dev.weft.deploy;

import org.jspecify.annotations.NullMarked;
