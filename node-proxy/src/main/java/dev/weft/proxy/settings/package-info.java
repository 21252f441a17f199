/**
 * What the proxy can be told: single settings in three spellings, and the workloads that it serves,
 * which stand in a YAML file.
 *
 * <p>Starting points: {@link dev.weft.proxy.settings.ProxySettings}, {@link
 * dev.weft.proxy.settings.WorkloadSpec}.
 */
@NullMarked
package dev.weft.proxy.settings;

import org.jspecify.annotations.NullMarked;
