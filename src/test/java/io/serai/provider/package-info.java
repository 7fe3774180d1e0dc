/** Tests of providers. */
@NullMarked
package io.serai.provider;

import org.jspecify.annotations.NullMarked;
