/** Tests of credentials and of the operators' port. */
@NullMarked
package io.serai.security;

import org.jspecify.annotations.NullMarked;
