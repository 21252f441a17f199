/**
 * Kotlin's coroutines: each works under what it was made under, on whatever thread it is resumed,
 * and takes nothing from whoever resumes it. Nothing is added to the program's coroutine contexts:
 * a coroutine keeps it by itself. Start at {@link
 * dev.weft.agent.http.coroutines.CoroutineLibraries}.
 */
@NullMarked
package dev.weft.agent.http.coroutines;

import org.jspecify.annotations.NullMarked;
