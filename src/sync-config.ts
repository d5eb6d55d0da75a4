// By which way official texts are fetched. Looked at only when they are: a proxy written wrongly for other programs stops no service.

/** A proxy for all hosts but some, with commas between. */
export type ProxyRoute = { readonly url: string; readonly except: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** `SYNC_PROXY_URL` and `SYNC_NO_PROXY`, or else the variables that most programs read; `null` where there is no proxy. */
export function readSyncProxy(environment: Environment): ProxyRoute | null {
  const key = ["SYNC_PROXY_URL", "https_proxy", "HTTPS_PROXY"].find((name) => isSet(environment[name]));
  if (key === undefined) return null;
  const url = environment[key]?.trim() ?? "";
  // The value may hold a password, and is not repeated.
  if (!/^https?:\/\/[^\s?#/]+\/?$/.test(url) || !URL.canParse(url)) {
    throw new Error(`the configuration is wrong: ${key} must be an http or https address without a path`);
  }
  const excepting = ["SYNC_NO_PROXY", "no_proxy", "NO_PROXY"].find((name) => isSet(environment[name]));
  return { url, except: (excepting === undefined ? undefined : environment[excepting]) ?? "" };
}

/** An empty value counts as not set. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== "";
}
