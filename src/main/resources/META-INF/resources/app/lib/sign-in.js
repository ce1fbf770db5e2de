const PAGE = '/sign-in';
const PATIENCE = 5000;

/** Sends the reader to sign in, and back to this view afterwards; not again and again when that does not help. */
export function askToSignIn() {
  const asked = Number(sessionStorage.getItem('asked-to-sign-in'));
  if (location.pathname !== PAGE && Date.now() - asked > PATIENCE) {
    sessionStorage.setItem('asked-to-sign-in', Date.now());
    sessionStorage.setItem('wanted', location.pathname + location.search);
    location.assign(PAGE);
  }
}

/** The view that the reader wanted before signing in; null when there is none. Answers once. */
export function wanted() {
  const view = sessionStorage.getItem('wanted');
  sessionStorage.removeItem('wanted');
  return view?.startsWith('/') && !view.startsWith('//') ? view : null;
}
