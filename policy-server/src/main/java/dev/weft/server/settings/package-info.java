/**
 * What a person may set, in three spellings. Starting point: {@link
 * dev.weft.server.settings.SettingsLoader}.
 */
@NullMarked
package dev.weft.server.settings;

import org.jspecify.annotations.NullMarked;
