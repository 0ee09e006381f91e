/** The `application` object that only the application itself gets to see. */
export function apiApplication(
  id: string,
  owner: Record<string, unknown>,
): Record<string, unknown> {
  return {
    id,
    name: "stand-in",
    description: "",
    icon: null,
    type: null,
    team: null,
    owner,
    verify_key: "",
    flags: 0,
    flags_new: "0",
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: 1,
    approximate_user_install_count: 1,
    approximate_user_authorization_count: 1,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
  };
}
