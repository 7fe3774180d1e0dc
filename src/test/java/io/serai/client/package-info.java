/** The client without a hub; with one it is tested in {@code io.serai.hub}. */
@NullMarked
package io.serai.client;

import org.jspecify.annotations.NullMarked;
