/**
 * What people can set on the agent, and how it is read. Each setting has one name in three
 * spellings: {@code x.y=} in the agent's argument, the system property {@code weft.x.y} and the
 * environment variable {@code WEFT_X_Y}; the first that is there wins.
 *
 * <p>Starting points: {@link dev.weft.agent.settings.AgentSettings}, {@link
 * dev.weft.agent.settings.SettingTable}.
 */
@NullMarked
package dev.weft.agent.settings;

import org.jspecify.annotations.NullMarked;
