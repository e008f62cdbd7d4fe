// A React page that shows a stream. Run `node server.js`, and in a second terminal `npx vite react`.
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useEventStream } from './useEventStream';

function Speech({ language }: { language: string }) {
  const { messages, state, error, stop } = useEventStream('/api/speech', { language });
  return (
    <>
      <ul>
        {messages.map(({ id, data }) => (
          <li key={id}>{data}</li>
        ))}
      </ul>
      <p role="status">{state}</p>
      {error && <p role="alert">{error.message}</p>}
      <button onClick={stop}>Stop</button>
    </>
  );
}

function Page() {
  const [language, setLanguage] = useState('zh');
  const [shown, setShown] = useState(true);
  return (
    <>
      <input
        aria-label="Language"
        value={language}
        onChange={(event) => setLanguage(event.target.value)}
      />
      <button onClick={() => setShown(!shown)}>{shown ? 'Hide' : 'Show'}</button>
      {shown && <Speech language={language} />}
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
