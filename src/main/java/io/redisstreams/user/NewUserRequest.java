package io.redisstreams.user;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

record NewUserRequest(
        @NotNull @Size(min = 1, max = USERNAME_LENGTH) @Pattern(regexp = USERNAME, message = USERNAME_RULE)
        String username,

        @NotBlank @Size(max = EMAIL_LENGTH) @Email String email) {
    static final int USERNAME_LENGTH = 100;
    static final int EMAIL_LENGTH = 254;
    static final String USERNAME = "^([^\\s\\x00-\\x1f\\x7f]([^\\x00-\\x1f\\x7f]*[^\\s\\x00-\\x1f\\x7f])?)?$";
    static final String USERNAME_RULE = "must not hold control characters, nor begin or end with a blank";
}
